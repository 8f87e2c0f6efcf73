/**
 * The text of an XML file, in the encoding that it names (https://www.w3.org/TR/xml/#sec-guessing); undefined when it
 * is not written in that, or nobody knows it.
 */
export function xmlText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (error) {
    // An unknown name is a range error, a wrong byte a type error.
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const form = /^(?:ï»¿)?\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/;
  const named = form.exec(head)?.[1] ?? 'utf-8';
  // Whose name can be read in single bytes is not written in pairs of them.
  return /^(?:utf-?16|ucs-?2)/i.test(named) ? 'utf-8' : named;
}
