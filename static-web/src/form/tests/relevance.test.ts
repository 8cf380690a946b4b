// @vitest-environment node
import { expect, test } from 'vitest';
import visit from '../../../tests/virksomhedsbesoeg.json';
import type { Answers, Definition } from '../../definition';
import * as relevance from '../engine/relevance';
import { evaluationContext } from '../engine/evaluation-context';

const definition = visit as unknown as Definition;
const AROUND = evaluationContext(new Date('2026-11-23T10:00:00Z'));
const relevant = (of: Definition, draft: Answers) => relevance.relevant(of, draft, AROUND);
const cleaned = (of: Definition, draft: Answers) => relevant(of, draft).answers;

test('a hidden field counts as unanswered for those after it', () => {
  const draft: Answers = { moedtNogen: false, emner: ['rekruttering'], behov: [{ titel: 'Kok' }] };
  expect(cleaned(definition, draft)).toEqual({ moedtNogen: false });
  expect(relevant(definition, draft).shown).not.toContain('/behov');
  expect(relevant(definition, { ...draft, moedtNogen: true }).shown).toContain('/behov/0/titel');
});

test('empty answers are absent', () => {
  const draft: Answers = {
    cvr: '',
    navn: '  ',
    formaal: [],
    notat: null,
    moedtNogen: true,
    opfoelgning: false,
    ordinaertAnsatte: 0,
    kontaktpersoner: [{}, { $key: 'x', navn: '' }],
    emner: ['praktik'],
  };
  const reckoned = { fleksjobTaeller: false, pladser: 1 };
  const sent = { moedtNogen: true, emner: ['praktik'], ordinaertAnsatte: 0, ...reckoned, opfoelgning: false };
  expect(cleaned(definition, draft)).toEqual(sent);
});

test('texts lose the space that a keyboard put at their end', () => {
  expect(cleaned(definition, { notat: ' Kaffe \n' })).toEqual({ notat: 'Kaffe' });
});

test('what no field of the form asks is not sent', () => {
  expect(cleaned(definition, { gammelt: 1, notat: 'x' })).toEqual({ notat: 'x' });
});

test('an empty item is left out, and the others are found again by their place in the draft', () => {
  const toSend = relevant(definition, {
    moedtNogen: true,
    kontaktpersoner: [{}, { navn: 'Bo' }, {}, { rolle: 'Chef' }],
  });
  expect(toSend.answers['kontaktpersoner']).toEqual([{ navn: 'Bo' }, { rolle: 'Chef' }]);
  expect(toSend.draftPath('/kontaktpersoner/1/navn')).toBe('/kontaktpersoner/3/navn');
  expect(toSend.draftPath('/kontaktpersoner')).toBe('/kontaktpersoner');
});

test('a group without items shows the fields of its first', () => {
  const { shown, needed } = relevant(definition, { moedtNogen: true });
  expect(shown).toContain('/kontaktpersoner/0/rolle');
  expect(needed).toContain('/kontaktpersoner/0/navn');
  expect(needed).not.toContain('/kontaktpersoner/0/rolle');
});
