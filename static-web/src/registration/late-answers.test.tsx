/** Answers that arrive in another order than their requests: the page of a registration shows what is true now. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi } from '../../tests/fake-api';
import { heldReply, reply } from '../../tests/responses';
import { waitFor } from '../../tests/waiting';
import type { Registration, Summary } from '../api';
import { definitionOf } from '../definitions';
import { speak } from '../texts';
import { AnswerSection } from './AnswerSection';
import { useRegistration, type Live } from './live';

const ID = '01932f3c-7a00-7000-8000-000000000000';
const ANSWERS = { cvr: '90001000' };
let page: HTMLElement;
let answer: (path: string) => Response | Promise<Response>;

beforeEach(() => {
  speak('da');
  page = document.body.appendChild(document.createElement('main'));
  vi.stubGlobal('fetch', (path: string) => Promise.resolve(answer(path)));
});
afterEach(() => {
  render(null, page);
  page.remove();
  vi.unstubAllGlobals();
});

test('a registration that has just been settled keeps its new status, though an earlier answer arrives last', async () => {
  let live: Live | undefined;
  const Page = () => {
    live = useRegistration('besoeg', ID);
    return <p>{live.registration.value?.status}</p>;
  };
  const withStatus = (status: string) => ({ app: 'besoeg', id: ID, status }) as unknown as Registration & Summary;
  answer = () => reply(200, withStatus('uncertain'));
  await act(() => render(<Page />, page));
  await waitFor(() => expect(page.textContent).toBe('uncertain'));
  const earlier = heldReply();
  answer = () => earlier.reply;
  await act(() => live!.refresh());
  answer = () => reply(200, withStatus('delivered'));
  await act(() => live!.settled(withStatus('delivered')));
  await act(() => earlier.send(reply(200, withStatus('uncertain'))));
  expect(page.textContent).toBe('delivered');
});

test('the answers stand under the labels of their own version, whichever is fetched last', async () => {
  const [form] = new FakeApi().forms;
  const titled = (version: number) => ({
    ...form,
    version,
    sections: form!.sections.map((section) => ({ ...section, title: { da: `Afsnit ${version}`, en: '' } })),
  });
  const first = heldReply();
  answer = (path) => (path.endsWith('version=1') ? first.reply : reply(200, titled(2)));
  const show = (version: number) =>
    act(() => render(<AnswerSection app="virksomhedsbesoeg" version={version} id={ID} answers={ANSWERS} />, page));
  await show(1);
  await show(2);
  await waitFor(() => expect(page.textContent).toContain('Afsnit 2'));
  await act(async () => {
    await first.send(reply(200, titled(1)));
    // Fetched anew, so that the page has stored the late answer before.
    await definitionOf('virksomhedsbesoeg', 1);
  });
  expect(page.textContent).toContain('Afsnit 2');
});
