/** Rarely used controls that are loaded after the form: they are a tenth of its code. */
import { later } from '../../frame/later';

const brought = () => import('./few-forms');

const address = later(() => brought().then((module) => module.Address), true);
const cpr = later(() => brought().then((module) => module.Cpr), true);
const duration = later(() => brought().then((module) => module.Duration), true);
const entity = later(() => brought().then((module) => module.Entity), true);
const file = later(() => brought().then((module) => module.FileBox), true);
const photo = later(() => brought().then((module) => module.Photo), true);
const position = later(() => brought().then((module) => module.Position), true);
const search = later(() => brought().then((module) => module.SearchBox), true);
const signature = later(() => brought().then((module) => module.Signature), true);
const url = later(() => brought().then((module) => module.Url), true);

export const [Address, Cpr, Duration, Entity] = [address.Page, cpr.Page, duration.Page, entity.Page];
export const [FileBox, Photo, Position, SearchBox] = [file.Page, photo.Page, position.Page, search.Page];
export const [Signature, Url] = [signature.Page, url.Page];

/** Loads them; resolves also when that fails. */
export async function bringLateControls(): Promise<void> {
  await Promise.all(
    [address, cpr, duration, entity, file, photo, position, search, signature, url].map((control) => control.bring()),
  );
}
