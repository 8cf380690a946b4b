/** Texts that name answers follow them, and a little Markdown is drawn as elements. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FieldDef } from '../../definition';
import { speak } from '../../texts';
import { Marked } from '../marked';
import { base, both, draw, root, undraw } from './drawing';

beforeEach(() => speak('da'));
afterEach(() => {
  undraw();
  render(null, root);
});

const text = { control: 'text', minLength: 1, maxLength: 20, pattern: null, patternHelp: null } as const;
const textField = (id: string, label: string, help?: string): FieldDef =>
  ({
    ...base,
    ...text,
    id,
    label: both(label),
    help: help ? both(help) : null,
    inputMode: 'text',
    autofill: null,
  }) as FieldDef;

test('a label and a help say what is answered now, and name what is not', async () => {
  const form = await draw([textField('navn', 'Navn'), textField('rolle', 'Rolle hos {navn}', 'Spørg **{navn}**')]);
  const label = () => root.querySelectorAll('label')[1]!.textContent;
  expect(label()).toBe('Rolle hos [Navn]');
  await act(() => form.set('/navn', '*Åse* '));
  expect(label()).toBe('Rolle hos *Åse*');
  expect(root.querySelector('.form-hint strong')!.textContent).toBe('*Åse*');
  await act(() => form.set('/navn', undefined));
  expect(label()).toBe('Rolle hos [Navn]');
});

async function marked(source: string): Promise<string> {
  document.body.append(root);
  await act(() => render(<Marked text={source} />, root));
  return root.innerHTML;
}

test.each([
  ['Bare ord', 'Bare ord'],
  ['Husk **altid** det', 'Husk <strong>altid</strong> det'],
  ['**a\\***', '<strong>a*</strong>'],
  ['2 * 3 ** 4', '2 * 3 ** 4'],
  ['Et\n\nTo', '<p>Et</p><p>To</p>'],
  ['Husk:\n- a\n- b\n  og c\nSlut', '<p>Husk:</p><ul class="marked-list"><li>a</li><li>b\nog c</li></ul><p>Slut</p>'],
  ['1. a\n2. b', '<ol class="marked-list"><li>a</li><li>b</li></ol>'],
  [
    'Se [**loven**](https://a.dk/x_(y)',
    'Se <a href="https://a.dk/x_(y" target="_blank" rel="noopener noreferrer"><strong>loven</strong></a>',
  ],
  ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
  ['[x](http://a.dk)', '[x](http://a.dk)'],
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  ['\\[x](https://a.dk)', '[x](https://a.dk)'],
])('%s', async (source, expected) => {
  expect(await marked(source)).toBe(expected);
});
