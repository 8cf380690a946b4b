/** Rarely used controls that are loaded after the form: they are a tenth of its code. */
import { later } from '../../frame/later';

const loadControls = () => import('./few-forms');

const address = later(() => loadControls().then((module) => module.Address), true);
const cpr = later(() => loadControls().then((module) => module.Cpr), true);
const duration = later(() => loadControls().then((module) => module.Duration), true);
const entity = later(() => loadControls().then((module) => module.Entity), true);
const file = later(() => loadControls().then((module) => module.FileBox), true);
const photo = later(() => loadControls().then((module) => module.Photo), true);
const position = later(() => loadControls().then((module) => module.Position), true);
const search = later(() => loadControls().then((module) => module.SearchBox), true);
const signature = later(() => loadControls().then((module) => module.Signature), true);
const url = later(() => loadControls().then((module) => module.Url), true);

export const [Address, Cpr, Duration, Entity] = [address.Page, cpr.Page, duration.Page, entity.Page];
export const [FileBox, Photo, Position, SearchBox] = [file.Page, photo.Page, position.Page, search.Page];
export const [Signature, Url] = [signature.Page, url.Page];

/** Loads these controls. Resolves also when that fails. */
export async function loadLateControls(): Promise<void> {
  await Promise.all(
    [address, cpr, duration, entity, file, photo, position, search, signature, url].map((control) => control.bring()),
  );
}
