/**
 * Determines a file's type by its content, exactly as the server does (`kind_of` in `shared/domain/attachments.py`).
 */
import { JPEG, PNG } from './picture';

export const PDF = 'application/pdf';

const PDF_BEGINS = /^(?:\xef\xbb\xbf)?[\0\t\n\f\r ]{0,1016}%PDF-[12]\.[0-9]/;
const PDF_ENDS = /startxref|%%EOF/;
/** Bytes that are read of a file's beginning and of its end. */
const [BEGINNING, END] = [1030, 4096];

/** The media type of a PDF, PNG or JPEG; undefined for anything else. The name's extension is ignored. */
export async function kindOf(file: Blob): Promise<string | undefined> {
  const start = await bytes(file.slice(0, BEGINNING));
  if (PDF_BEGINS.test(start) && PDF_ENDS.test(await bytes(file.slice(-END)))) return PDF;
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return PNG;
  return start.startsWith('\xff\xd8\xff') ? JPEG : undefined;
}

/** The bytes as a text of one character each. */
async function bytes(part: Blob): Promise<string> {
  return String.fromCharCode(...new Uint8Array(await part.arrayBuffer()));
}
