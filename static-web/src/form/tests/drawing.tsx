/** Fields drawn from a definition of their own, outside a page. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import type { Answers, Definition, FieldDef } from '../../definition';
import { createCompanies } from '../companies';
import { FormContext } from '../context';
import { Fields } from '../Fields';
import { createForm, type Form } from '../state';
import { EMPTY } from './empty';
import { ID } from './page';

export const root = document.createElement('main');

export const both = (text: string) => ({ da: text, en: text });
export const base = { type: 'text', help: null, required: true, visible: true, default: null } as const;

export async function draw(fields: FieldDef[], answers: Answers = {}): Promise<Form> {
  document.body.append(root);
  const sections = [{ id: 's', title: both('S'), help: null, visible: true, fields }];
  const definition: Definition = { ...EMPTY, schema: { type: 'object' }, sections };
  const form = createForm(definition, answers, () => undefined);
  const formSession = { registration: ID, form, companies: createCompanies(form), Fields };
  await act(() =>
    render(
      <FormContext.Provider value={formSession}>
        <Fields fields={fields} path="" />
      </FormContext.Provider>,
      root,
    ),
  );
  return form;
}

export function undraw(): void {
  render(null, root);
}

/** A field called X, with an id of its own. */
export const field = (more: object): FieldDef => ({ ...base, id: 'x', label: both('X'), ...more }) as FieldDef;

/** The person goes on to something else. */
export const leave = (input: HTMLElement) =>
  act(() => {
    input.dispatchEvent(new FocusEvent('blur'));
    input.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  });
