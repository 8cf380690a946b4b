/**
 * Looks companies up in the CVR register and fills in the fields beside the number. Writing never waits for the
 * register: until it has answered, a production unit is `afventer`.
 */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { company as askRegister, Problem, type Company, type Unit } from '../api';
import type { Answers, CvrField, FieldDef, PNumberField } from '../definition';
import type { Spot } from '../memory/memory';
import { spotNow } from '../memory/spot';
import { saveCompany, loadCompany } from '../offline/stored';
import { isCvr } from './engine/formats';
import { valueAt } from './engine/json-pointer';
import { fieldAt } from './fields';
import { AWAITING, filledIn, type LookUp } from './register-facts';
import type { Form } from './state';

const ANSWERED: ReadonlySet<LookUp['state']> = new Set(['found', 'unknown']);

export interface Companies {
  /** The look-up of the `cvr` field at the path. */
  at(path: string): ReadonlySignal<LookUp>;
  /**
   * To be called when a number, or a part of one, is entered: removes the previous company's facts, and looks a complete number up.
   */
  entered(path: string, field: CvrField, beside: readonly FieldDef[], value: string | undefined): void;
  /** To be called when the person chooses a unit, or declares it unknown so far. A later look-up does not change that. */
  chose(path: string, field: PNumberField, beside: readonly FieldDef[], value: string | undefined): void;
  /** Adds a chain's unit that a search has found and the company's answer did not contain. */
  addUnit(path: string, field: PNumberField, beside: readonly FieldDef[], unit: Unit): void;
  /** The unit, if it came with its company or was found by a search. */
  unitOf(company: Company, pNumber: string): Unit | undefined;
  /** The phone's position when the company at the path was entered, if the person allows it. */
  spotAt(path: string): Spot | undefined;
  /** The paths of complete numbers that the register has not answered for. */
  unanswered(): string[];
  /** Looks the company at the path up again. */
  ask(path: string, field: CvrField, beside: readonly FieldDef[]): Promise<void>;
}

/** Creates the look-up of a form. While `isOnItsWay()` it changes no answer: the server refuses the same id with other content. */
export function createCompanies(form: Form, isOnItsWay: () => boolean = () => false): Companies {
  return new LookUps(form, isOnItsWay);
}

class LookUps implements Companies {
  private readonly lookUps = new Map<string, Signal<LookUp>>();
  private readonly changedByHand = new Set<string>();
  private readonly addedUnits = new Map<string, Unit>();
  private readonly spots = new Map<string, Spot | undefined>();

  constructor(
    private readonly form: Form,
    private readonly isOnItsWay: () => boolean,
  ) {}

  at(path: string): Signal<LookUp> {
    let lookUp = this.lookUps.get(path);
    if (!lookUp) this.lookUps.set(path, (lookUp = signal<LookUp>({ state: 'none' })));
    return lookUp;
  }

  async ask(path: string, field: CvrField, beside: readonly FieldDef[]): Promise<void> {
    const cvr = valueAt(this.form.answers.peek(), path);
    if (typeof cvr !== 'string' || !isCvr(cvr)) return;
    const asking: LookUp = { state: 'asking', cvr };
    this.at(path).value = asking;
    this.fill(path, field, beside, asking);
    const answer = await lookedUp(cvr);
    // Another number may have been entered meanwhile.
    if (this.at(path).peek() !== asking) return;
    this.at(path).value = answer;
    this.fill(path, field, beside, answer);
  }

  entered(path: string, field: CvrField, beside: readonly FieldDef[], value: string | undefined): void {
    if (value === valueAt(this.form.answers.peek(), path)) return;
    this.form.set(path, value);
    if (isCvr(value ?? '')) this.spots.set(path, spotNow());
    this.at(path).value = { state: 'none' };
    this.fill(path, field, beside, { state: 'none' });
    void this.ask(path, field, beside);
  }

  chose(path: string, field: PNumberField, beside: readonly FieldDef[], value: string | undefined): void {
    if (value === AWAITING) this.changedByHand.add(path);
    else this.changedByHand.delete(path);
    this.form.set(path, value);
    this.fillAgain(path, field, beside);
  }

  addUnit(path: string, field: PNumberField, beside: readonly FieldDef[], unit: Unit): void {
    this.addedUnits.set(unit.pNumber, unit);
    this.fillAgain(path, field, beside);
  }

  unitOf(company: Company, pNumber: string): Unit | undefined {
    return company.units.find((unit) => unit.pNumber === pNumber) ?? this.addedUnits.get(pNumber);
  }

  spotAt(path: string): Spot | undefined {
    return this.spots.get(path);
  }

  unanswered(): string[] {
    const answers = this.form.answers.peek();
    return [...this.form.relevant.peek().shown].filter((path) => {
      const value = valueAt(answers, path);
      const isAsked =
        fieldAt(this.form.definition, path)?.field.control === 'cvr' && typeof value === 'string' && isCvr(value);
      return isAsked && !ANSWERED.has(this.at(path).peek().state);
    });
  }

  /** Fills the fields beside the number with the result. */
  private fill(path: string, field: CvrField, beside: readonly FieldDef[], lookUp: LookUp): void {
    if (this.isOnItsWay()) return;
    const parent = path.slice(0, path.lastIndexOf('/'));
    const object = (valueAt(this.form.answers.peek(), parent) ?? {}) as Answers;
    const isUnknownSoFar = (id: string) => this.changedByHand.has(`${parent}/${id}`);
    const unitOf = (company: Company, pNumber: string) => this.unitOf(company, pNumber);
    for (const [id, value] of filledIn(field, beside, object, lookUp, { isUnknownSoFar, unitOf })) {
      if (object[id] !== value) this.form.set(`${parent}/${id}`, value);
    }
  }

  /** Fills in what follows from the unit at the path. */
  private fillAgain(path: string, field: PNumberField, beside: readonly FieldDef[]): void {
    const company = beside.find(
      (candidate): candidate is CvrField => candidate.control === 'cvr' && candidate.id === field.company,
    );
    if (!company) return;
    const companyPath = path.slice(0, path.lastIndexOf('/') + 1) + company.id;
    this.fill(companyPath, company, beside, this.at(companyPath).peek());
  }
}

async function lookedUp(cvr: string): Promise<LookUp> {
  try {
    const company = await askRegister(cvr);
    void saveCompany(company, new Date().toISOString());
    return { state: 'found', cvr, company };
  } catch (failure) {
    if (failure instanceof Problem && failure.code === 'unknown-company') return { state: 'unknown', cvr };
    const stored = await loadCompany(cvr);
    return stored ? { state: 'found', cvr, company: stored.company } : { state: 'unreachable', cvr };
  }
}
