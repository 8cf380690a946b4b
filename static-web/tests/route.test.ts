import { afterEach, beforeEach, expect, test } from 'vitest';
import { followAddress, formPath, moveOn, moves, navigate, registrationPath, route, routeOf } from '../src/route';

let stop: () => void;
beforeEach(() => {
  stop = followAddress();
  navigate('/');
});
afterEach(() => {
  stop();
  document.body.innerHTML = '';
});

test.each([
  ['/', { page: 'home' }],
  ['/ny', { page: 'choose' }],
  ['/ny/virksomhedsbesoeg', { page: 'form', app: 'virksomhedsbesoeg' }],
  ['/ny/virksomhedsbesoeg/0190', { page: 'form', app: 'virksomhedsbesoeg', id: '0190' }],
  ['/registrering/virksomhedsbesoeg/0190', { page: 'registration', app: 'virksomhedsbesoeg', id: '0190' }],
  ['/registrering/virksomhedsbesoeg', { page: 'not-found' }],
  ['/noget/andet', { page: 'not-found' }],
  ['/ny/%E0%A4%A', { page: 'not-found' }],
])('%s', (path, expected) => {
  expect(routeOf(path)).toEqual(expected);
});

test('the paths made are the paths understood', () => {
  expect(routeOf(formPath('a/b', 'æ'))).toEqual({ page: 'form', app: 'a/b', id: 'æ' });
  expect(routeOf(registrationPath('a', 'b'))).toEqual({ page: 'registration', app: 'a', id: 'b' });
});

test('a move is a new page; a corrected address is the same page', () => {
  const before = moves.value;
  navigate('/ny/virksomhedsbesoeg');
  expect(moves.value).toBe(before + 1);
  navigate('/ny/virksomhedsbesoeg/0190', { replace: true });
  expect(moves.value).toBe(before + 1);
  expect(route.value).toMatchObject({ id: '0190' });
});

test('a page that takes the place of another leaves no way back to it', () => {
  navigate('/ny/virksomhedsbesoeg/0190');
  const before = { length: history.length, moves: moves.value };
  moveOn('/registrering/virksomhedsbesoeg/0190');
  expect(route.value).toMatchObject({ page: 'registration' });
  expect({ length: history.length, moves: moves.value - 1 }).toEqual(before);
});

test('a tap on a link of ours moves without loading', () => {
  tap('<a href="/ny/virksomhedsbesoeg"><span>Ny registrering</span></a>');
  expect(route.value).toMatchObject({ page: 'form' });
});

test.each([
  ['a page of the server', '<a href="/api/auth/login"><span>x</span></a>'],
  ['a place on the same page', '<a href="#cvr"><span>x</span></a>'],
  ['another window', '<a href="/ny/x" target="_blank"><span>x</span></a>'],
  ['another site', '<a href="https://example.org/ny/x"><span>x</span></a>'],
])('%s is the business of the browser', (_name, html) => {
  document.addEventListener('click', (event) => event.preventDefault(), { once: true });
  const before = moves.value;
  tap(html);
  expect(moves.value).toBe(before);
});

function tap(html: string): void {
  document.body.innerHTML = html;
  const inner = document.querySelector('span') as HTMLElement;
  inner.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
}
