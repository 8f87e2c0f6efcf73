/** A place that the author's editor can be asked to show: of an element, or in a file. */
export type Place = { page: string; at: string } | { file: string; line: number; column: number };

/** Has the author's editor show a place. @returns why it does not, if so */
export async function openEditor(place: Place): Promise<string | undefined> {
  try {
    const response = await fetch('/__pagescape/open', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(place),
    });
    return response.ok ? undefined : await response.text();
  } catch {
    return 'pagescape dev does not answer any more';
  }
}
