import { expect, test } from 'vitest';
import type { Definition, EntityField } from '../../definition';
import type { AddressField } from '../../field-types';
import { speak } from '../../texts';
import { titleOf } from '../fields';
import { EMPTY } from './empty';

const both = (text: string) => ({ da: text, en: text });

test('a draft that is named by a choice among other registrations has no name of that', () => {
  speak('da');
  const candidate: EntityField = {
    id: 'kandidat',
    type: 'choice',
    control: 'entity',
    label: both('K'),
    help: null,
    required: false,
    visible: true,
    default: null,
    options: null,
    optionsFrom: 'kandidat',
  };
  const sections = [{ id: 's', title: both('S'), help: null, visible: true, fields: [candidate] }];
  const definition: Definition = { ...EMPTY, heading: ['kandidat'], sections };
  expect(titleOf(definition, { kandidat: '01a20c7c-e1b7-78de-98c0-7ccc613e359d' })).toBe('');
});

test('a draft that is named by an address is called by the address', () => {
  speak('da');
  const address: AddressField = {
    ...{ id: 'adresse', type: 'address', control: 'address', label: both('Adresse'), help: null, required: false },
    ...{ visible: true, default: null, parts: { street: both('Vej'), postcode: both('Postnr.'), town: both('By') } },
  };
  const sections = [{ id: 's', title: both('S'), help: null, visible: true, fields: [address] }];
  const definition: Definition = { ...EMPTY, heading: ['adresse'], sections };
  const answers = { adresse: { street: 'Nygade 1', postcode: '8600', town: 'Silkeborg' } };
  expect(titleOf(definition, answers)).toBe('Nygade 1, 8600 Silkeborg');
  expect(titleOf(definition, { adresse: { street: 'Nygade 1' } })).toBe('Nygade 1');
});
