/** Controls that no form begins with, brought a moment after it: their code is a tenth of it. */
import { later } from '../../frame/later';

const brought = () => import('./of-the-phone');

const file = later(() => brought().then((module) => module.FileBox), true);
const photo = later(() => brought().then((module) => module.Photo), true);
const position = later(() => brought().then((module) => module.Position), true);
const signature = later(() => brought().then((module) => module.Signature), true);

export const [FileBox, Photo, Position, Signature] = [file.Page, photo.Page, position.Page, signature.Page];

/** Resolves when they are here, or cannot be had. */
export async function bringLateControls(): Promise<void> {
  await Promise.all([file, photo, position, signature].map((control) => control.bring()));
}
