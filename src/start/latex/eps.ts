import { spawnSync } from 'node:child_process';

/** Ghostscript by its names, on Windows too. */
const programs = ['gs', 'gswin64c', 'gswin32c'];

/** An EPS as PDF, cropped to its bounding box, where Ghostscript is installed and can read it. */
export function epsToPdf(path: string): Uint8Array | undefined {
  const options = ['-q', '-dNOPAUSE', '-dBATCH', '-dSAFER', '-dEPSCrop', '-sDEVICE=pdfwrite'];
  for (const program of programs) {
    const { status, stdout } = spawnSync(program, [...options, '-sOutputFile=-', path], {
      maxBuffer: 512 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 60_000,
    });
    if (status === 0 && stdout.length > 0) return stdout;
  }
  return undefined;
}
