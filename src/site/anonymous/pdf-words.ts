import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';

let opened: Promise<WrappedPdfiumModule> | undefined;

/** PDFium is large: it is loaded for the first PDF. */
async function open(): Promise<WrappedPdfiumModule> {
  const { init } = await import('@embedpdf/pdfium');
  const path = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  const library = await init({ wasmBinary: buffer.slice(byteOffset, byteOffset + byteLength) });
  library.PDFiumExt_Init();
  return library;
}

/**
 * The words of a PDF, page by page, up to its references: works of the authors' own may be among those. None where it
 * cannot be read.
 */
export async function wordsOfPdf(bytes: Uint8Array): Promise<string[]> {
  const pages = await wordsOfPages(bytes);
  const last = pages.findLastIndex((words) => references.test(words));
  if (last < 0) return pages;
  const page = pages[last] ?? '';
  return [...pages.slice(0, last), page.slice(0, page.search(references))];
}

const references = /^\s*(?:\d+\.?\s*)?(?:References|Bibliography|Literature cited)\s*$/im;

async function wordsOfPages(bytes: Uint8Array): Promise<string[]> {
  opened ??= open();
  const library = await opened;
  const { malloc, free } = library.pdfium.wasmExports;
  const file = malloc(bytes.length);
  memoryOf(library).set(bytes, file);
  const document = library.FPDF_LoadMemDocument(file, bytes.length, '');
  try {
    if (document === 0) return [];
    const pages = Array.from({ length: library.FPDF_GetPageCount(document) });
    return pages.map((_, index) => wordsOfPage(library, document, index));
  } finally {
    if (document !== 0) library.FPDF_CloseDocument(document);
    free(file);
  }
}

function wordsOfPage(library: WrappedPdfiumModule, document: number, index: number): string {
  const { malloc, free } = library.pdfium.wasmExports;
  const page = library.FPDF_LoadPage(document, index);
  if (page === 0) return '';
  const text = library.FPDFText_LoadPage(page);
  const count = text === 0 ? 0 : library.FPDFText_CountChars(text);
  // Two bytes for each, and for the zero at the end.
  const size = 2 * (Math.max(0, count) + 1);
  const memory = malloc(size);
  try {
    const written = count > 0 ? library.FPDFText_GetText(text, 0, count, memory) : 0;
    const units = memoryOf(library).slice(memory, memory + 2 * Math.max(0, written - 1));
    return new TextDecoder('utf-16le').decode(units);
  } finally {
    free(memory);
    if (text !== 0) library.FPDFText_ClosePage(text);
    library.FPDF_ClosePage(page);
  }
}

/** Memory of WebAssembly as it is now: it becomes another array when it grows. */
function memoryOf({ pdfium }: WrappedPdfiumModule): Uint8Array {
  const module: object = pdfium;
  if ('HEAPU8' in module && module.HEAPU8 instanceof Uint8Array) return module.HEAPU8;
  throw new TypeError('PDFium shows no memory');
}
