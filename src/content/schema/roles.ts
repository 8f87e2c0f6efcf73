import { words } from './values.ts';

/** The roles of contributors of ANSI/NISO Z39.104, https://credit.niso.org, in their spelling there. */
const creditRoles = [
  'Conceptualization',
  'Data curation',
  'Formal analysis',
  'Funding acquisition',
  'Investigation',
  'Methodology',
  'Project administration',
  'Resources',
  'Software',
  'Supervision',
  'Validation',
  'Visualization',
  'Writing – original draft',
  'Writing – review & editing',
] as const;

/** What is left of a role without what people write differently. */
const bare = (role: string) =>
  role
    .toLowerCase()
    .replaceAll(/\band\b|[^\p{Letter}]/gu, '')
    .replaceAll('isation', 'ization');

const bySpelling = new Map(creditRoles.map((role) => [bare(role), role]));

/** Roles of an author: those of CRediT in their usual spelling, others as they are written. */
export const roles = words.transform((written) =>
  written.map((role) => bySpelling.get(bare(role)) ?? role),
);
