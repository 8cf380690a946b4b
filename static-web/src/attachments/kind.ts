/** What a file is by its content, exactly as the server says it (`kind_of` in `shared/domain/attachments.py`). */
import { JPEG, PNG } from './picture';

export const PDF = 'application/pdf';

const PDF_BEGINS = /^(?:\xef\xbb\xbf)?[\0\t\n\f\r ]{0,1016}%PDF-[12]\.[0-9]/;
const PDF_ENDS = /startxref|%%EOF/;
/** In bytes: what is read of a file's beginning and of its end. */
const [BEGINNING, END] = [1030, 4096];

/** The media type of a PDF, PNG or JPEG; undefined for anything else. The name's ending says nothing. */
export async function kindOf(file: Blob): Promise<string | undefined> {
  const start = await bytes(file.slice(0, BEGINNING));
  if (PDF_BEGINS.test(start) && PDF_ENDS.test(await bytes(file.slice(-END)))) return PDF;
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return PNG;
  return start.startsWith('\xff\xd8\xff') ? JPEG : undefined;
}

/** A character a byte. */
async function bytes(part: Blob): Promise<string> {
  return String.fromCharCode(...new Uint8Array(await part.arrayBuffer()));
}
