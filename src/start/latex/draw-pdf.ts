import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import sharp from 'sharp';

/** A PDF, or a page of it, that cannot be drawn; the message says why. */
export class PdfError extends Error {}

/** Pixels for each point of a PDF, of which an inch has 72. */
const scale = 3;

/** The longest side of a picture, in pixels. */
const longest = 4096;

/** How PDFium lays bytes out, and what it draws: annotations too, colours as red, green, blue. */
const [bgra, annotations, redFirst] = [4, 0x01, 0x10];

/** Why PDFium cannot read a file, by its number (fpdfview.h). */
const reasons: Readonly<Record<number, string>> = {
  2: 'the file cannot be read',
  3: 'it is no PDF, or a broken one',
  4: 'it is locked with a password',
  5: 'its kind of encryption is not known',
  6: 'it has no such page',
};

/** Draws pages of PDFs as PNG, on white paper. */
export class PdfDrawer {
  readonly #library: WrappedPdfiumModule;

  private constructor(library: WrappedPdfiumModule) {
    this.#library = library;
  }

  static async open(): Promise<PdfDrawer> {
    const path = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
    const { buffer, byteOffset, byteLength } = readFileSync(path);
    const wasmBinary = buffer.slice(byteOffset, byteOffset + byteLength);
    const library = await init({ wasmBinary });
    library.PDFiumExt_Init();
    return new PdfDrawer(library);
  }

  /** @param page counted from 1 */
  async draw(pdf: Uint8Array, page = 1): Promise<Buffer> {
    const { pixels, width, height } = this.#pixelsOf(pdf, page);
    return sharp(pixels, { raw: { width, height, channels: 4 } })
      .removeAlpha()
      .png({ compressionLevel: 9, adaptiveFiltering: true })
      .toBuffer();
  }

  #pixelsOf(pdf: Uint8Array, page: number): { pixels: Uint8Array; width: number; height: number } {
    const { pdfium } = this.#library;
    const file = pdfium.wasmExports.malloc(pdf.length);
    memoryOf(pdfium).set(pdf, file);
    const document = this.#library.FPDF_LoadMemDocument(file, pdf.length, '');
    try {
      if (document === 0) throw this.#problem();
      const sheet = this.#library.FPDF_LoadPage(document, page - 1);
      if (sheet === 0) throw new PdfError(`it has no page ${page}`);
      try {
        return this.#render(sheet);
      } finally {
        this.#library.FPDF_ClosePage(sheet);
      }
    } finally {
      if (document !== 0) this.#library.FPDF_CloseDocument(document);
      pdfium.wasmExports.free(file);
    }
  }

  #render(sheet: number): { pixels: Uint8Array; width: number; height: number } {
    const { pdfium } = this.#library;
    const [wide, high] = [
      this.#library.FPDF_GetPageWidthF(sheet),
      this.#library.FPDF_GetPageHeightF(sheet),
    ];
    const times = Math.min(scale, longest / Math.max(wide, high));
    const [width, height] = [wide, high].map((side) => Math.max(1, Math.round(side * times)));
    if (width === undefined || height === undefined) throw new PdfError('its page has no size');
    const bytes = width * height * 4;
    const memory = pdfium.wasmExports.malloc(bytes);
    const bitmap = this.#library.FPDFBitmap_CreateEx(width, height, bgra, memory, width * 4);
    try {
      this.#library.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
      this.#library.FPDF_RenderPageBitmap(
        bitmap,
        sheet,
        0,
        0,
        width,
        height,
        0,
        annotations | redFirst,
      );
      return { pixels: memoryOf(pdfium).slice(memory, memory + bytes), width, height };
    } finally {
      this.#library.FPDFBitmap_Destroy(bitmap);
      pdfium.wasmExports.free(memory);
    }
  }

  #problem(): PdfError {
    const number = this.#library.FPDF_GetLastError();
    return new PdfError(reasons[number] ?? 'it cannot be read');
  }
}

/** Memory of WebAssembly as it is now: it becomes another array when it grows. */
function memoryOf(module: object): Uint8Array {
  if ('HEAPU8' in module && module.HEAPU8 instanceof Uint8Array) return module.HEAPU8;
  throw new TypeError('PDFium shows no memory');
}
