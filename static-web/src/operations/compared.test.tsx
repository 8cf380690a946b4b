/** The deliveries of a day are compared with what the receiver has: by hand, or by a query to it. */
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { BOARD, button, confirmDialog, FASIT, openBoard, server, shows, text, typeReason } from '../../tests/board';
import { PERSON } from '../../tests/fake-api';
import { reply } from '../../tests/responses';
import { typeInto } from '../../tests/typing';

const UNASKED = {
  finding: null,
  unknownBecause: '',
  foundIds: [],
  checkedAt: null,
  explained: '',
  explainedBy: '',
  person: PERSON.key,
};
const RECEIPTS = [
  { ...UNASKED, id: '01932f3c-0001', at: '2026-11-26T08:15:00Z', receipt: 'doc-17', confirmed: false },
  { ...UNASKED, id: '01932f3c-0002', at: '2026-11-26T09:30:00Z', receipt: '', confirmed: true },
];
const NOT_COMPARED = { canBeAsked: false, there: 0, missing: 0, doubled: 0, unknown: 0, stopped: null };

test('a day shows how many the receiver accepted, and the id of each', async () => {
  server.answers[`GET /api/operations/targets/${FASIT}/taken?day=2026-11-26`] = () =>
    reply(200, { target: FASIT, day: '2026-11-26', count: 2, confirmed: 1, ...NOT_COMPARED, items: RECEIPTS });
  server.answers[`GET /api/operations/targets/${FASIT}/taken?day=2026-11-27`] = () =>
    reply(200, { target: FASIT, day: '2026-11-27', count: 0, confirmed: 0, ...NOT_COMPARED, items: [] });
  await openBoard();
  expect(server.sent.some(({ call }) => call.includes('/taken'))).toBe(false);
  await act(() => {
    const details = server.page.querySelector<HTMLDetailsElement>('details.taken')!;
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
  });
  await shows('I dag: 0 i Fasit af os');
  const day = server.page.querySelector<HTMLInputElement>('details.taken input')!;
  expect(day.max).toBe('2026-11-27');
  await act(() => typeInto(day, '2026-11-26'));
  await shows('I går: 2 i Fasit af os (heraf 1 bekræftet af et menneske)');
  expect([...server.page.querySelectorAll('.taken-list li')].map(({ textContent }) => textContent)).toEqual([
    '09.15 · doc-17 · registrering 01932f3c-0001',
    '10.30 · bekræftet af et menneske · registrering 01932f3c-0002',
  ]);
});

const DAY = '2026-11-26';
const POSTKORT_DAY = { target: 'postkort', day: DAY, count: 3, confirmed: 0, canBeAsked: true };
const line = (number: number, changes: object) => ({ ...RECEIPTS[0], id: `01932f3c-000${number}`, ...changes });
const MISSING = line(1, { finding: 'missing' });
const DOUBLED = line(2, { finding: 'doubled', foundIds: ['t-1', 't-2'] });
const FINDINGS = { there: 0, missing: 1, doubled: 1, unknown: 1 };

/** Opens the board at a day on which one delivery is missing in Postkort and another is there twice. */
async function openUnmatchedDay() {
  const counts = { missing: 1, doubled: 1 };
  server.answers['GET /api/operations/targets/postkort/taken'] = () =>
    reply(200, { ...POSTKORT_DAY, ...FINDINGS, stopped: null, items: [line(3, {}), MISSING, DOUBLED] });
  await openBoard({
    takenToday: [...BOARD.takenToday, { target: 'postkort', count: 0, confirmed: 0 }],
    unmatched: [{ target: 'postkort', day: DAY, ...counts }],
  });
  expect(text()).toContain('I går: 1 mangler. 1 er der flere gange.');
  await act(() => {
    const [, details] = server.page.querySelectorAll<HTMLDetailsElement>('details.taken');
    details!.open = true;
    details!.dispatchEvent(new Event('toggle'));
  });
  await shows('0 er fundet i Postkort. 1 mangler. 1 er der flere gange. 1 er der ikke spurgt om endnu.');
}

test('a missing and a doubled delivery are shown first, and the receiver can be asked again', async () => {
  await openUnmatchedDay();
  const [first, second, last] = [...server.page.querySelectorAll('.taken-list li')].map(
    ({ textContent }) => textContent,
  );
  expect(first).toContain('Den er ikke fundet i Postkort.');
  expect(second).toContain('t-1, t-2');
  expect(last).toContain('01932f3c-0003');
  expect(text()).toContain('Den er ikke fundet i Postkort.');
  expect(text()).toContain('Den er i Postkort flere gange: t-1, t-2.');
  server.answers['POST /api/operations/targets/postkort/reconcile'] = () =>
    reply(200, {
      ...POSTKORT_DAY,
      ...FINDINGS,
      there: 1,
      unknown: 0,
      stopped: 'unreachable',
      items: [MISSING, DOUBLED],
    });
  await act(() => button('Spørg Postkort nu').click());
  await shows('1 er fundet i Postkort.');
  expect(text()).toContain('Postkort svarer ikke nu');
  expect(server.sent.find(({ call }) => call.endsWith('/reconcile'))?.body).toEqual({ day: DAY });
});

test('a delivery whose presence is unknown shows why, and can be explained', async () => {
  await openUnmatchedDay();
  const short = line(3, { finding: 'unknown', unknownBecause: 'short' });
  const placeGone = line(4, {
    finding: 'unknown',
    unknownBecause: 'place-gone',
    explained: 'Lukket',
    explainedBy: 'Dorte',
  });
  server.answers['POST /api/operations/targets/postkort/reconcile'] = () =>
    reply(200, {
      ...POSTKORT_DAY,
      there: 0,
      missing: 0,
      doubled: 0,
      unknown: 3,
      stopped: '',
      items: [short, placeGone, line(5, {})],
    });
  await act(() => button('Spørg Postkort nu').click());
  await shows('0 er fundet i Postkort. 2 kunne ikke afgøres. 1 er der ikke spurgt om endnu.');
  expect(text()).toContain('Kunne ikke afgøres: Postkort viste ikke alle sine opgaver.');
  expect(text()).toContain('Postkort kender ikke længere produktionsenheden. I orden ifølge Dorte: Lukket.');
  expect(server.page.querySelectorAll('.taken-list .function-link')).toHaveLength(1);
});

test('a missing delivery that is in order needs a reason, and then no further act', async () => {
  await openUnmatchedDay();
  await act(() => button('Det er i orden').click());
  await typeReason('Slettet i Postkort');
  const explained = { ...MISSING, explained: 'Slettet i Postkort', explainedBy: 'Dorte Holm' };
  server.answers['GET /api/operations/targets/postkort/taken'] = () =>
    reply(200, { ...POSTKORT_DAY, ...FINDINGS, stopped: null, items: [explained] });
  await confirmDialog();
  await shows('I orden ifølge Dorte Holm: Slettet i Postkort.');
  expect(server.sent).toContainEqual({
    call: `POST /api/operations/targets/postkort/taken/${PERSON.key}/01932f3c-0001/explain`,
    body: { day: DAY, reason: 'Slettet i Postkort' },
  });
  expect(button('Det er i orden')).toBeUndefined();
});
