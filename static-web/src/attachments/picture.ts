/** Redraws pictures: small enough to send from a phone, upright, and without the camera's metadata. */
export const JPEG = 'image/jpeg';
export const PNG = 'image/png';

/** Pixels of the longer side. A page of the document shows no more. */
const MAX_SIDE = 2000;
const THUMBNAIL = 240;
const QUALITY = 0.85;
/** The sizes to try, largest first, until it is small enough. */
const SHRINKING = [1, 0.75, 0.5];

export interface Picture {
  content: ArrayBuffer;
  type: string;
  /** A `data:` address. */
  thumbnail: string;
}

/** The browser can't read it as a picture. */
export class NoPicture extends Error {}
/** It stays too large, however small it is drawn. */
export class TooBig extends Error {}

/** The picture redrawn as `type`, at most `maxBytes` large. Throws `NoPicture`, `TooBig`. */
export async function redrawn(file: Blob, type: string, maxBytes: number): Promise<Picture> {
  const bitmap = await decoded(file);
  try {
    const thumbnail = drawn(bitmap, THUMBNAIL).toDataURL(JPEG, QUALITY);
    for (const part of SHRINKING) {
      const blob = await encoded(drawn(bitmap, MAX_SIDE * part), type);
      if (blob.size <= maxBytes) return { content: await blob.arrayBuffer(), type, thumbnail };
    }
    throw new TooBig();
  } finally {
    bitmap.close();
  }
}

async function decoded(file: Blob): Promise<ImageBitmap> {
  try {
    // Older Safari rotates it by itself, and rejects the option.
    return await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => createImageBitmap(file));
  } catch (failure) {
    throw new NoPicture('the browser does not read it', { cause: failure });
  }
}

function drawn(bitmap: ImageBitmap, maxSide: number): HTMLCanvasElement {
  const scale = Math.min(1, maxSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) throw new NoPicture('the browser does not draw');
  // A JPEG has no transparency: transparent parts become white, not black.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function encoded(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new NoPicture('the browser does not write it'))),
      type,
      QUALITY,
    ),
  );
}
