import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import accessTexts from '../../shared/texts/access.json';
import surveyTexts from '../../shared/texts/survey.json';
import uiTexts from '../../shared/texts/ui.json';
import { fieldFault, formatDateTime, formatRelative, preferred, speak, t, words } from '../src/texts';

beforeEach(() => speak('da'));

test('a text follows the language, and so does the document', () => {
  expect(t('home.title')).toBe('Mine registreringer');
  speak('en');
  expect(t('home.title')).toBe('My registrations');
  expect(document.documentElement.lang).toBe('en');
  expect(localStorage.getItem('feltskema.language')).toBe('en');
});

test('braces are filled by name', () => {
  expect(t('session.until', { time: '16.00' })).toBe('Du er logget ind til kl. 16.00');
});

test('the fault of a field is told in the words of the server', () => {
  expect(fieldFault('too-long', 'Notat', 2000)).toBe('Notat: må højst fylde 2000 tegn. Kort teksten af.');
  expect(fieldFault('never-heard-of', 'Notat')).toContain('Notat');
});

test('Danish unless the browser wants English before Danish', () => {
  expect(preferred(['en-GB', 'da'])).toBe('en');
  expect(preferred(['da-DK', 'en'])).toBe('da');
  expect(preferred(['pl', 'de'])).toBe('da');
  expect(preferred(['de', 'en-US'])).toBe('en');
});

test("a definition's words fall back to Danish", () => {
  speak('en');
  expect(words({ da: 'Besøg', en: '' })).toBe('Besøg');
});

test('times are Danish times, summer and winter', () => {
  expect(formatDateTime('2026-03-02T13:05:00Z')).toBe('2. mar. 2026 kl. 14.05');
  expect(formatDateTime('2026-07-02T13:05:00Z')).toBe('2. jul. 2026 kl. 15.05');
  speak('en');
  expect(formatDateTime('2026-03-02T13:05:00Z')).toBe('2 Mar 2026 at 14:05');
});

test('recent times are told as a person would', () => {
  const now = new Date('2026-03-02T22:30:00Z');
  expect(formatRelative('2026-03-02T22:29:40Z', now)).toBe('lige nu');
  expect(formatRelative('2026-03-02T22:27:00Z', now)).toMatch(/3 min/);
  expect(formatRelative('2026-03-02T09:00:00Z', now)).toBe('i dag kl. 10.00');
  expect(formatRelative('2026-03-01T22:59:00Z', now)).toBe('i går kl. 23.59');
  expect(formatRelative('2026-02-20T09:00:00Z', now)).toBe('20. feb. 2026 kl. 10.00');
});

test('every text is in both languages and in use', () => {
  const code = sources('src')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  for (const [key, text] of Object.entries(uiTexts)) {
    expect(text.da && text.en, key).toBeTruthy();
    const isMade = /^status\.|^settle\.|^form\.required\./.test(key);
    expect(isMade || code.includes(`'${key}'`), `${key} is not used`).toBe(true);
  }
});

test('every text of who may come in is used, and every role has its name', () => {
  const code = sources('src/access')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const made = /^(role|state)\.|^trail\.(asked|named|came|allowed|changed|removed|answers-read|sessions-ended)$/;
  for (const key of Object.keys(accessTexts))
    expect(made.test(key) || code.includes(`'${key}'`), `${key} is not used`).toBe(true);
});

test('every text of the survey is used', () => {
  const code = sources('src/survey')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  for (const key of Object.keys(surveyTexts)) expect(code.includes(`'${key}'`), `${key} is not used`).toBe(true);
});

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? sources(path) : /\.tsx?$/.test(name) ? [path] : [];
  });
}
