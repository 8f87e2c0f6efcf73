import { codes, type Diagnostic } from '../content/diagnostics.ts';
import { version } from '../version.ts';
import { type DiagnosticContext, pathFrom } from './format-diagnostics.ts';

/**
 * Problems in the Static Analysis Results Interchange Format, which code scanning services read.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function formatSarif(
  diagnostics: readonly Diagnostic[],
  context: Pick<DiagnosticContext, 'root' | 'here'>,
) {
  const used = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const rules = used.map((id) => ({ id, defaultConfiguration: { level: codes[id] } }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Pagescape', version, rules } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((problem) => ({
          ruleId: problem.code,
          ruleIndex: used.indexOf(problem.code),
          level: problem.severity,
          message: { text: textOf(problem) },
          locations: [{ physicalLocation: locationOf(problem, context) }],
        })),
      },
    ],
  };
}

const textOf = ({ message, hint }: Diagnostic) => (hint ? `${message}\n${hint}` : message);

function locationOf(
  { file, line, column, length }: Diagnostic,
  context: Pick<DiagnosticContext, 'root' | 'here'>,
) {
  return {
    // An address relative to where the command ran, as services take it to be the repository's top.
    artifactLocation: { uri: pathFrom(context, file).split('/').map(encodeURIComponent).join('/') },
    region: {
      startLine: line,
      startColumn: column,
      ...(length === undefined ? {} : { endColumn: column + length }),
    },
  };
}
