/** Controls that few forms have, and none begins with, brought a moment after it: their code is an eighth of it. */
import { later } from '../../frame/later';

const brought = () => import('./seldom');

const address = later(() => brought().then((module) => module.Address), true);
const cpr = later(() => brought().then((module) => module.Cpr), true);
const duration = later(() => brought().then((module) => module.Duration), true);
const entity = later(() => brought().then((module) => module.Entity), true);
const file = later(() => brought().then((module) => module.FileBox), true);
const photo = later(() => brought().then((module) => module.Photo), true);
const money = later(() => brought().then((module) => module.MoneyBox), true);
const position = later(() => brought().then((module) => module.Position), true);
const signature = later(() => brought().then((module) => module.Signature), true);
const url = later(() => brought().then((module) => module.Url), true);

export const [Cpr, Duration, Entity, FileBox] = [cpr.Page, duration.Page, entity.Page, file.Page];
export const [Address, MoneyBox] = [address.Page, money.Page];
export const [Photo, Position, Signature, Url] = [photo.Page, position.Page, signature.Page, url.Page];

/** Resolves when they are here, or cannot be had. */
export async function bringLateControls(): Promise<void> {
  const controls = [address, cpr, duration, entity, file, money, photo, position, signature, url];
  await Promise.all(controls.map((control) => control.bring()));
}
