import type { PDFDict, PDFDocument, PDFObject } from '@cantoo/pdf-lib';

/** Reads PDFs, and is large: it is loaded for the first of them. */
const library = () => import('@cantoo/pdf-lib');

export const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 1024)).toString('latin1').includes('%PDF-');

async function open(bytes: Uint8Array): Promise<PDFDocument | undefined> {
  const { PDFDocument } = await library();
  try {
    const document = await PDFDocument.load(bytes, {
      updateMetadata: false,
      throwOnInvalidObject: true,
    });
    // The library makes an empty document of what is none.
    return document.getPageCount() > 0 ? document : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A PDF without title, authors, program and XMP of itself and of the pictures in it (ISO 32000-1, section 14.3).
 * @returns the same bytes where they are no PDF that can be read
 */
export async function pdfWithoutMetadata(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await open(bytes);
  if (!document) return bytes;
  const { PDFDict, PDFName, PDFRef, PDFStream } = await library();
  const { context } = document;
  const { Info } = context.trailerInfo;
  if (Info instanceof PDFRef) context.delete(Info);
  delete context.trailerInfo.Info;
  for (const [reference, object] of context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFStream ? object.dict : object;
    if (!(dict instanceof PDFDict)) continue;
    if (dict.get(PDFName.of('Type')) === PDFName.of('Metadata')) context.delete(reference);
    for (const key of ['Metadata', 'PieceInfo']) dict.delete(PDFName.of(key));
  }
  return document.save({ addDefaultPage: false, updateFieldAppearances: false });
}

/** What a PDF says beside its pages: metadata, bookmarks, addresses of links, notes. */
export async function textsOfPdf(bytes: Uint8Array): Promise<string[]> {
  const document = await open(bytes);
  if (!document) return [];
  const { decodePDFRawStream, PDFArray, PDFDict, PDFHexString, PDFName, PDFRawStream, PDFString } =
    await library();
  const texts: string[] = [];

  function read(object: PDFObject | undefined): void {
    if (object instanceof PDFString || object instanceof PDFHexString)
      texts.push(object.decodeText());
    else if (object instanceof PDFArray) for (const item of object.asArray()) read(item);
    else if (object instanceof PDFDict) readDict(object);
    else if (object instanceof PDFRawStream) {
      readDict(object.dict);
      if (object.dict.get(PDFName.of('Type')) === PDFName.of('Metadata'))
        texts.push(new TextDecoder().decode(decodePDFRawStream(object).decode()));
    }
  }
  function readDict(dict: PDFDict): void {
    for (const [, value] of dict.entries()) read(value);
  }

  for (const [, object] of document.context.enumerateIndirectObjects()) read(object);
  return texts;
}
