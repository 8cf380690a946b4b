/** Answers as people read them: in the words of the server, and pictures, files and drawings as what they are. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import vectors from '../../../tests/vectors/shown.json';
import { PERSON } from '../../tests/fake-api';
import type { Answers, Definition, FieldDef } from '../definition';
import { session } from '../session';
import { speak } from '../texts';
import { AnswerSheet } from './AnswerSheet';
import { show } from './show';
import { waitFor } from '../../tests/waiting';

const root = document.createElement('main');
const ID = '01a20c7c-e1b7-78de-98c0-7ccc613e359d';
const both = (text: string) => ({ da: text, en: text });
const field = (id: string, more: object) => ({ id, label: both(id), ...more }) as unknown as FieldDef;

beforeEach(() => speak('da'));
afterEach(() => {
  render(null, root);
  vi.unstubAllGlobals();
});

const shown = vectors.filter(({ field: { type } }) => type !== 'group');
test.each(shown.map((vector) => [vector.field.type, vector.da, vector] as const))('%s: %s', (_type, _words, vector) => {
  const field = vector.field as unknown as FieldDef;
  expect(show(field, vector.answer)).toBe(vector.da);
  speak('en');
  expect(show(field, vector.answer)).toBe(vector.en);
});

test.each(shown.map((vector) => [vector.field.type, vector.field] as const))(
  'an answer of another form does not break the page: %s',
  (_type, field) => {
    for (const strange of [null, 'x', 1.5, true, [], [{}], {}, '2026-99-99'])
      expect(typeof show(field as unknown as FieldDef, strange)).toBe('string');
  },
);

async function draw(fields: FieldDef[], answers: Answers): Promise<void> {
  const definition = { sections: [{ id: 's', title: both('S'), help: null, fields }] } as unknown as Definition;
  await act(() => render(<AnswerSheet definition={definition} answers={answers} registration={ID} />, root));
}

test('photos are seen, with their names for who does not see; a PDF is taken down under its own name', async () => {
  const attached = (id: string, name: string, type: string) => ({ id, name, type, size: 300_000, sha256: '' });
  await draw([field('bilag', { control: 'file', types: [] })], {
    bilag: [attached('a', 'Dør.jpg', 'image/jpeg'), attached('b', 'Aftale.pdf', 'application/pdf')],
  });
  const image = root.querySelector('img')!;
  expect(image.getAttribute('src')).toBe(`/api/attachments/${ID}/a`);
  expect(image.alt).toBe('Dør.jpg');
  const link = root.querySelector<HTMLAnchorElement>('a[download]')!;
  expect([link.getAttribute('href'), link.download]).toEqual([`/api/attachments/${ID}/b`, 'Aftale.pdf']);
  expect(link.textContent).toBe('Aftale.pdf (293 kB)');
});

test('a signature is drawn from its path and nothing else', async () => {
  const signature = field('navn', { control: 'signature' });
  await draw([signature], { navn: 'M 10 20 L 110 70' });
  expect(root.querySelector('svg')!.getAttribute('viewBox')).toBe('4 14 112 62');
  await draw([signature], { navn: '" onload="alert(1)' });
  expect(root.querySelector('svg')).toBeNull();
  expect(root.querySelector('dd')!.textContent).toBe('Underskrevet');
});

test('only a web address becomes a link', async () => {
  const page = field('side', { control: 'url' });
  await draw([page], { side: 'https://www.firma.dk' });
  expect(root.querySelector('a')!.rel).toBe('noopener noreferrer');
  await draw([page], { side: 'javascript:alert(1)' });
  expect(root.querySelector('a')).toBeNull();
});

test('what was chosen in another app is shown by its title', async () => {
  session.value = { state: 'signed-in', ...PERSON };
  const items = [{ value: 'u1', label: 'Ærø Bådebyggeri' }];
  const json = { headers: { 'Content-Type': 'application/json' } };
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ items }), json));
  await draw([field('sted', { control: 'entity', optionsFrom: 'praktiksted', multiple: true })], {
    sted: ['u1', 'u2'],
  });
  await waitFor(() => expect(root.querySelector('dd')!.textContent).toBe('Ærø Bådebyggeri; u2'));
});
