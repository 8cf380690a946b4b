import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepFocus } from '../src/focus';
import { followHeading } from '../src/heading';
import { speak } from '../src/texts';
import { waitFor } from './waiting';

let root: HTMLElement;
let stop: () => void;

const focused = () => document.activeElement;
const get = (selector: string) => root.querySelector<HTMLElement>(selector)!;

beforeEach(() => {
  speak('da');
  root = document.body.appendChild(document.createElement('div'));
  root.innerHTML = `<main><div class="page"><h1>Mine registreringer</h1>
    <section><button id="more">Vis flere</button><dialog><button id="yes">Ja</button></dialog></section></div></main>`;
  stop = keepFocus(root);
});

afterEach(() => {
  stop();
  root.remove();
});

test('what is taken away with focus on it leaves focus with what stood around it', async () => {
  get('#yes').focus();
  get('dialog').remove();
  await waitFor(() => expect(focused()).toBe(get('section')));
});

test('where the whole of it is gone, focus goes to the heading of the page', async () => {
  get('#more').focus();
  get('section').remove();
  await waitFor(() => expect(focused()).toBe(get('h1')));
});

test('focus that a part of the page has moved itself is left alone', async () => {
  const seen = new Promise((resolve) => {
    new MutationObserver(resolve).observe(document.body, { childList: true, subtree: true });
  });
  get('#yes').focus();
  get('dialog').remove();
  get('#more').focus();
  await seen;
  expect(focused()).toBe(get('#more'));
});

test('the title says first that something is to be corrected', async () => {
  const leave = followHeading(root);
  expect(document.title).toBe('Mine registreringer – Feltskema');
  get('.page').insertAdjacentHTML('beforeend', '<div class="error-summary"></div>');
  await waitFor(() => expect(document.title).toBe('Fejl: Mine registreringer – Feltskema'));
  get('.error-summary').remove();
  await waitFor(() => expect(document.title).toBe('Mine registreringer – Feltskema'));
  leave();
});
