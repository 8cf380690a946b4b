import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { PERSON } from '../../tests/fake-api';
import visit from '../../tests/virksomhedsbesoeg.json';
import { MEHMET, signInAs } from '../../tests/phone';
import type { Answers, Definition } from '../definition';
import { removeServerKeys } from '../encryption/keys';
import { wipe, withStore } from '../offline/database';
import { saveMemory, loadMemory } from '../offline/stored';
import { postToPages } from '../outbox/channel';
import { afterSending, byUse, EMPTY, lastAtUnit, placesOf, presetsOf, withFavourite, type Place } from './memory';
import { changeMemory, followMemory, memory, memoryRead } from './store';
import { waitFor } from '../../tests/waiting';

const definition = visit as unknown as Definition;
const AT = '2026-11-23T13:05:00.000Z';
const HENRIK = { navn: 'Henrik Tang', telefon: '+4526171819' };
const ANSWERS: Answers = {
  cvr: '90005405',
  navn: 'Bådebyggeriet',
  pnummer: '1090042389',
  notat: 'hemmeligt',
  kontaktform: 'telefon',
  formaal: ['rekruttering'],
  kontaktpersoner: [HENRIK],
  stoettede: 1,
};
const place = (cvr: string, pNumber: string, more: Partial<Place> = {}): Place => ({
  cvr,
  pNumber,
  name: cvr,
  address: pNumber,
  isFavourite: false,
  ...more,
});
const sent = (before = EMPTY, answers = ANSWERS) =>
  afterSending(before, definition, answers, AT, () => place(String(answers['cvr']), String(answers['pnummer'])));

test('only what the definition names is remembered', () => {
  const after = sent();
  expect(after.last).toEqual({ virksomhedsbesoeg: { kontaktform: 'telefon', formaal: ['rekruttering'] } });
  expect(Object.values(after.units)).toEqual([{ at: AT, answers: { kontaktpersoner: [HENRIK], stoettede: 1 } }]);
  expect(JSON.stringify(after)).not.toContain('hemmeligt');
  const silent = { ...definition, sections: definition.sections.map((section) => ({ ...section, fields: [] })) };
  expect(afterSending(EMPTY, silent, ANSWERS, AT, () => undefined)).toEqual({
    ...EMPTY,
    counts: { virksomhedsbesoeg: 1 },
    last: { virksomhedsbesoeg: {} },
  });
});

test('a text with a CPR number is forgotten with its whole answer', () => {
  const after = sent(EMPTY, { ...ANSWERS, kontaktpersoner: [{ navn: 'Henrik 010190-1234' }] });
  expect(Object.values(after.units)[0]!.answers).toEqual({ stoettede: 1 });
});

test('a new draft begins as the last one, without what the form no longer offers', () => {
  expect(presetsOf(sent(), definition)).toEqual({ kontaktform: 'telefon', formaal: ['rekruttering'] });
  expect(presetsOf(sent(EMPTY, { ...ANSWERS, kontaktform: 'brevdue' }), definition)).toEqual({
    formaal: ['rekruttering'],
  });
  expect(presetsOf(sent(), { ...definition, app: 'en-anden' })).toEqual({});
});

test('what was answered at a unit is offered at that unit alone', () => {
  expect(lastAtUnit(sent(), definition, { pnummer: '1090042389' })?.answers['stoettede']).toBe(1);
  for (const pnummer of ['1090042390', 'afventer']) expect(lastAtUnit(sent(), definition, { pnummer })).toBeUndefined();
  expect(sent(EMPTY, { ...ANSWERS, pnummer: 'afventer' }).units).toEqual({});
});

test('favourites stand first, then the places visited last, each once', () => {
  let after = sent(sent(sent(), { ...ANSWERS, cvr: '90002759', pnummer: '1090014068' }));
  expect(placesOf(after).map(({ cvr }) => cvr)).toEqual(['90005405', '90002759']);
  after = withFavourite(after, place('90002759', '1090014068'), true);
  expect(placesOf(after).map(({ cvr }) => cvr)).toEqual(['90002759', '90005405']);
  after = sent(after, { ...ANSWERS, cvr: '90002759', pnummer: '1090014069' });
  expect(placesOf(after).map(({ pNumber }) => pNumber)).toEqual(['1090014069', '1090014068', '1090042389']);
  after = withFavourite(after, place('90002759', '1090014068'), false);
  expect(after.places.some(({ isFavourite }) => isFavourite)).toBe(false);
});

test('the pinned form stands first, then those used most', () => {
  const forms = [{ app: 'a' }, { app: 'b' }, { app: 'c' }];
  const used = { ...EMPTY, counts: { a: 1, b: 3 } };
  expect(byUse(used, forms)).toEqual([{ app: 'b' }, { app: 'a' }]);
  expect(byUse({ ...used, pinned: 'c' }, forms)).toEqual([{ app: 'c' }, { app: 'b' }, { app: 'a' }]);
});

test('the memory is kept encrypted, survives a reload, and is gone when the person signs out', async () => {
  await signInAs();
  await changeMemory(() => sent());
  expect(memory.value.counts).toEqual({ virksomhedsbesoeg: 1 });
  const disk = await withStore((store) => store.getAll('memory'));
  expect(disk).toHaveLength(1);
  expect(Object.keys(disk![0]!).sort()).toEqual(['personKey', 'sealed']);
  expect(await loadMemory()).toEqual(sent());
  await wipe(PERSON.key);
  expect(await loadMemory()).toEqual({});
});

test('what the phone has no key to now is not written over, and stands with what came since when the key is back', async () => {
  await signInAs();
  await changeMemory(() => sent());
  await removeServerKeys(PERSON.key);
  await changeMemory((before) => ({ ...before, pinned: 'fastholdelse' }));
  expect(memory.value.pinned).toBe('fastholdelse');
  expect(await loadMemory()).toBeUndefined();
  await signInAs();
  await waitFor(async () => expect(await loadMemory()).toEqual({ ...sent(), pinned: 'fastholdelse' }));
  expect(memory.value).toEqual({ ...sent(), pinned: 'fastholdelse' });
});

test('what another tab remembers is remembered here', async () => {
  await signInAs();
  await changeMemory(() => EMPTY);
  const stop = followMemory();
  await saveMemory(sent());
  postToPages({ kind: 'remembered' });
  await waitFor(() => expect(memory.value).toEqual(sent()));
  stop();
});

test('another person at the same phone has a memory of their own', async () => {
  await signInAs();
  await changeMemory(() => sent());
  await signInAs(MEHMET);
  await memoryRead();
  expect(memory.value).toEqual(EMPTY);
  await changeMemory((before) => ({ ...before, pinned: 'min-egen' }));
  await signInAs();
  await waitFor(() => expect(memory.value).toEqual(sent()));
});
