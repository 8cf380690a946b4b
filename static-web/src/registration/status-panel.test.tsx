/** The status panel of a registration whose form has since been given another target. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Summary } from '../api';
import { forms } from '../definitions';
import { speak } from '../texts';
import { StatusPanel } from './StatusPanel';

const AT = '2026-11-20T12:00:05Z';
const DELIVERED: Summary = {
  ...{ app: 'besoeg', id: '01932f3c-7a00-7000-8000-000000000000', version: 1, revision: 1, title: 'Café Blåbær' },
  ...{ card: [], followUp: null, status: 'delivered', statusAt: AT, receivedAt: AT, target: 'fasit-documents' },
  ...{ reason: null, receipt: { id: 'dok-17', at: AT } },
};
let page: HTMLElement;

beforeEach(() => {
  speak('da');
  page = document.body.appendChild(document.createElement('main'));
  const both = ['fasit-documents', 'momentum'];
  forms.value = [
    { app: 'besoeg', version: 2, title: { da: 'Besøg', en: 'Visit' }, hasListOptions: false, targets: both },
  ] as unknown as typeof forms.value;
});

afterEach(() => {
  render(null, page);
  page.remove();
  forms.value = [];
});

const shown = (summary: Summary) => act(() => render(<StatusPanel summary={summary} isAlone />, page));

test('a delivered registration is where it was delivered, whatever targets its form has got since', async () => {
  await shown({ ...DELIVERED, targets: ['fasit-documents'] });
  expect(page.querySelector('h2')?.textContent).toBe('I Fasit');
  expect(page.textContent).toContain('Lagt i Fasit');
  expect(page.textContent).not.toContain('Momentum');
});

test('a registration from a server that does not say where it went is where its form goes', async () => {
  await shown(DELIVERED);
  expect(page.querySelector('h2')?.textContent).toBe('I Fasit og Momentum');
});

test('a registration that waits for a held receiver is not said to be on its way or late', async () => {
  const received: Summary = { ...DELIVERED, status: 'received', receipt: null };
  await act(() => render(<StatusPanel summary={received} isAlone isHeld />, page));
  expect(page.textContent).toContain('venter, til der er åbent for Fasit igen');
  expect(page.textContent).not.toMatch(/er på vej|længere tid end normalt/);
  expect(page.querySelector('.spinner')).toBeNull();
});
