/** Answers that arrive in another order than their requests: the access list shows what was searched for last. */
import { render, type ComponentChild } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { heldReply, problem, reply } from '../../tests/responses';
import { typeInto } from '../../tests/typing';
import { waitFor } from '../../tests/waiting';
import { speak } from '../texts';
import type { Line } from './api';
import { ListPage } from './ListPage';
import { PersonPage } from './PersonPage';

let page: HTMLElement;
/** The answers by the path of the call. */
let answers: Record<string, () => Response | Promise<Response>>;

beforeEach(() => {
  speak('da');
  page = document.body.appendChild(document.createElement('main'));
  answers = { '/api/access?search=': () => listOf('Anna') };
  vi.stubGlobal('fetch', (path: string) => Promise.resolve(answers[path]!()));
});
afterEach(() => {
  render(null, page);
  page.remove();
  vi.unstubAllGlobals();
});

const lineOf = (name: string): Line => ({
  key: name,
  number: 'eeee',
  name,
  state: 'allowed',
  roles: ['konsulent'],
  team: '',
  validFrom: null,
  validTo: null,
  waitingSince: null,
  version: 'v1',
});
const listOf = (name: string) => reply(200, { items: [lineOf(name)], total: 1, waiting: 0, roles: ['konsulent'] });
const failed = () => problem(503, 'storage-unavailable', 'Lageret svarer ikke', 'Prøv igen om lidt.');
const show = (shown: ComponentChild) => act(() => render(shown, page));
const shows = (words: string) => waitFor(() => expect(page.textContent).toContain(words));

/** Searches for *be*, which is answered late, and then for *bent*, which is answered at once. */
async function searchTwice(answerOfLatest: () => Response) {
  const first = heldReply();
  let isFirstSent = false;
  answers['/api/access?search=be'] = () => {
    isFirstSent = true;
    return first.reply;
  };
  answers['/api/access?search=bent'] = answerOfLatest;
  await show(<ListPage />);
  await shows('Anna');
  const box = page.querySelector<HTMLInputElement>('#access-search')!;
  await act(() => typeInto(box, 'be'));
  await waitFor(() => expect(isFirstSent).toBe(true));
  await act(() => typeInto(box, 'bent'));
  return first;
}

test('the failure of an earlier search that arrives last does not stand above the list', async () => {
  const first = await searchTwice(() => listOf('Bent'));
  await shows('Bent');
  await act(() => first.send(failed()));
  expect(page.textContent).not.toContain('Lageret svarer ikke');
  expect(page.textContent).toContain('Bent');
});

test('the answer to an earlier search that arrives last does not remove the failure of the latest', async () => {
  const first = await searchTwice(failed);
  await shows('Lageret svarer ikke');
  await act(() => first.send(listOf('Bente')));
  expect(page.textContent).toContain('Lageret svarer ikke');
  expect(page.textContent).not.toContain('Bente');
});

test('the page of a person shows the one asked for last, whichever is answered last', async () => {
  const first = heldReply();
  const personOf = (name: string) => reply(200, { ...lineOf(name), trail: [] });
  answers = {
    '/api/access/Anna': () => first.reply,
    '/api/access/Bent': () => personOf('Bent'),
    '/api/access?search=Anna': () => listOf('Anna'),
    '/api/access?search=Bent': () => listOf('Bent'),
  };
  await show(<PersonPage id="Anna" />);
  await show(<PersonPage id="Bent" />);
  await shows('Bent');
  await act(() => first.send(personOf('Anna')));
  expect(page.querySelector('h1')?.textContent).toBe('Bent');
});
