/** Reads argv into one command and returns its exit code. */
export async function main(argv: string[]): Promise<number> {
  console.log(argv);
  return 0;
}
