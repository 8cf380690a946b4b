/** Attachments from the phone's camera to the server: taken, kept, sent once each, and gone when they are received. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PERSON } from '../../tests/fake-api';
import { NoNetwork, Problem } from '../api';
import { fieldsOf } from '../definition';
import type { Definition, FieldDef, FileField, Json, PhotoField } from '../definition';
import { deleteDraft } from '../drafts';
import { session } from '../session';
import { speak, t } from '../texts';
import { attachedIn, type Attached } from './attached';
import { forgetSent, sendAttachments, type Progress } from './send';
import { copyAttachments, loadAttachment } from './store';
import { NotTaken, take } from './take';

const ID = '01a20c7c-e1b7-78de-98c0-7ccc613e359d';
const both = (text: string) => ({ da: text, en: text });
const common = { type: 'file', help: null, required: false, visible: true, default: null } as const;
const base = { ...common, minItems: 1, maxItems: 3, maxBytes: 1000 };
const photos: PhotoField = { ...base, id: 'billeder', label: both('B'), control: 'photo', types: ['image/jpeg'] };
const files: FileField = { ...base, id: 'filer', label: both('F'), control: 'file', types: ['application/pdf'] };
const group: FieldDef = {
  ...base,
  id: 'rum',
  label: both('R'),
  control: 'group',
  fields: [photos],
  itemLabel: both('Rum'),
  addLabel: both('Tilføj'),
};
const definition = { sections: [{ fields: [photos, files, group] }] } as unknown as Definition;

let uploads: string[];
let answer: (place: number) => Response | Promise<Response>;

const created = () => new Response('{}', { status: 201, headers: { 'Content-Type': 'application/json' } });
const refusal = (status: number, code: string, detail: string) =>
  new Response(JSON.stringify({ status, code, detail }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });

beforeEach(() => {
  speak('da');
  session.value = { state: 'signed-in', ...PERSON };
  uploads = [];
  answer = created;
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    uploads.push(`${init.method} ${address} ${new Headers(init.headers).get('Content-Type')}`);
    return answer(uploads.length);
  });
  // What a browser does with a picture: its size is what the canvas was given, in bytes.
  vi.stubGlobal('createImageBitmap', async (file: Blob) => {
    if ((await file.text()).includes('broken')) throw new DOMException('cannot be decoded');
    return { width: 4000, height: 3000, close: () => undefined };
  });
  const pen = { fillRect: () => undefined, drawImage: () => undefined };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation((() => pen) as never);
  vi.spyOn(HTMLCanvasElement.prototype, 'toDataURL').mockReturnValue('data:image/jpeg;base64,AAAA');
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation(function (this: HTMLCanvasElement, done, type) {
    done(new Blob(['x'.repeat(this.width / 10)], { type: type! }));
  });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await deleteDraft(ID);
});

const pdf = (name = 'Aftale.pdf', size = 100) => new File([`${'%PDF-1.4 '.padEnd(size - 5)}%%EOF`], name);
const photo = (name = 'IMG_1.HEIC') => new File(['\x00camera'], name, { type: 'image/heic' });
const asAnswer = (list: Attached[]) => list as unknown as Json;

test('a photo is redrawn at most 2000 pixels wide, renamed by its type, measured and stored', async () => {
  const attached = await take(photo(), photos, ID);
  expect(attached).toMatchObject({ name: 'IMG_1.jpg', type: 'image/jpeg', size: 200 });
  expect(attached.sha256).toMatch(/^[0-9a-f]{64}$/);
  const stored = await loadAttachment(ID, attached.id);
  expect(stored).toMatchObject({ isSent: false, thumbnail: 'data:image/jpeg;base64,AAAA' });
  expect(stored!.content.byteLength).toBe(200);
});

test('a photo that is too large is drawn smaller until it fits', async () => {
  expect((await take(photo(), { ...photos, maxBytes: 160 }, ID)).size).toBe(150);
  await expect(take(photo(), { ...photos, maxBytes: 50 }, ID)).rejects.toThrow('IMG_1.HEIC fylder for meget');
});

test('a PDF goes as it is', async () => {
  const attached = await take(pdf(), files, ID);
  expect(attached).toMatchObject({ name: 'Aftale.pdf', type: 'application/pdf', size: 100 });
  const digest = await crypto.subtle.digest('SHA-256', await pdf().arrayBuffer());
  expect(attached.sha256).toBe(Buffer.from(digest).toString('hex'));
});

test.each([
  [pdf('stor.pdf', 2000), files, 'stor.pdf fylder for meget. En fil må højst fylde 1 kB.'],
  [new File(['regn'], 'vejr.pdf'), files, 'vejr.pdf er ikke af en slags, der kan sendes her. Vælg PDF.'],
  [pdf('a.pdf'), photos, 'a.pdf er ikke af en slags, der kan sendes her. Vælg JPEG.'],
  [new File(['broken'], 'x.jpg'), photos, 'x.jpg kan ikke læses som et billede.'],
])('%# a file that cannot be added shows why', async (file, field, words) => {
  await expect(take(file, field, ID)).rejects.toThrow(NotTaken);
  await expect(take(file, field, ID)).rejects.toThrow(words);
});

test('the attachments of answers are found in the order of the form, those of items too', () => {
  const attached = (id: string) => ({ id, name: id, type: 'image/jpeg', size: 1, sha256: '' });
  const answers = { rum: [{}, { billeder: [attached('c')] }], filer: [attached('b')], billeder: [attached('a'), 'x'] };
  expect(attachedIn([photos, files, group], answers).map(({ path, attached: { id } }) => [path, id])).toEqual([
    ['/billeder', 'a'],
    ['/filer', 'b'],
    ['/rum/1/billeder', 'c'],
  ]);
});

async function takePhoto() {
  const answers = {
    billeder: asAnswer([await take(photo(), photos, ID)]),
    filer: asAnswer([await take(pdf(), files, ID)]),
  };
  const reported: Progress[] = [];
  const named = attachedIn(fieldsOf(definition), answers).map(({ path, attached: { id, name } }) => ({
    path,
    id,
    name,
  }));
  const owner = { personKey: PERSON.key, registration: ID, attachments: named };
  const lost = (name: string) => t('form.attachment.lost', { name });
  const send = () => sendAttachments({ ...owner, lost, report: (progress) => void reported.push(progress) });
  return { answers, reported, send, owner };
}

test('each attachment is uploaded once, with progress', async () => {
  const { reported, send } = await takePhoto();
  await send();
  expect(reported).toEqual([
    { number: 1, of: 2 },
    { number: 2, of: 2 },
  ]);
  expect(uploads.map((upload) => upload.split(' ').at(-1))).toEqual(['image/jpeg', 'application/pdf']);
  expect(uploads[0]).toContain(`PUT /api/attachments/${ID}/`);
  await send();
  expect(uploads).toHaveLength(2);
});

test('after a break it goes on where it stopped, and nothing is lost', async () => {
  const { answers, send } = await takePhoto();
  answer = (place) => (place === 2 ? Promise.reject(new TypeError('Failed to fetch')) : created());
  await expect(send()).rejects.toBeInstanceOf(NoNetwork);
  expect(await loadAttachment(ID, (answers.filer as unknown as Attached[])[0]!.id)).toMatchObject({ isSent: false });
  await send();
  expect(uploads).toHaveLength(3);
  expect(uploads[2]).toBe(uploads[1]);
});

test('an attachment that the server refuses is reported at its field, and the others are uploaded', async () => {
  const { send } = await takePhoto();
  answer = (place) => (place === 1 ? refusal(422, 'unreadable', 'Billedet kan ikke læses.') : created());
  const failure = await send().catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(Problem);
  expect((failure as Problem).errors).toEqual([
    { path: '/billeder', code: 'unreadable', message: 'IMG_1.jpg: Billedet kan ikke læses.' },
  ]);
  expect(uploads).toHaveLength(2);
});

test('a session that is over is not a fault of the file', async () => {
  const { send } = await takePhoto();
  answer = () => refusal(401, 'no-session', 'Log ind');
  await expect(send()).rejects.toMatchObject({ status: 401, errors: [] });
});

test('a lost attachment is reported, with what to do', async () => {
  const { send } = await takePhoto();
  await deleteDraft(ID);
  await expect(send()).rejects.toMatchObject({
    errors: [
      { path: '/billeder', message: expect.stringContaining('Fjern den, og tilføj den igen') },
      { path: '/filer' },
    ],
  });
});

test('when the server says that it has not got them they all go again', async () => {
  const { send, owner } = await takePhoto();
  expect(await forgetSent(owner)).toBe(false);
  await send();
  expect(await forgetSent(owner)).toBe(true);
  await send();
  expect(uploads).toHaveLength(4);
});

test('a draft that is received or thrown away takes its attachments with it; a copy has its own', async () => {
  const { answers } = await takePhoto();
  const { id } = (answers.billeder as unknown as Attached[])[0]!;
  const copy = '01a20c7c-e1b7-78de-98c0-7ccc613e3599';
  await copyAttachments(ID, copy);
  await deleteDraft(ID);
  expect(await loadAttachment(ID, id)).toBeUndefined();
  expect(await loadAttachment(copy, id)).toMatchObject({ isSent: false });
  session.value = { state: 'signed-in', ...PERSON, key: 'another' };
  expect(await loadAttachment(copy, id)).toBeUndefined();
  session.value = { state: 'signed-in', ...PERSON };
  await deleteDraft(copy);
});
