/** The steps of a walk, and how often each is taken. */
import * as happens from './happens';
import * as person from './person';
import { pick, randomOf } from './random';
import type { Step } from './step';
import type { Walk } from './walk';

/** A step with its own seed, so that a walk can be repeated without some of its steps. */
export interface Taken {
  kind: string;
  seed: number;
}

const WEIGHTED: Record<string, [weight: number, step: Step]> = {
  note: [22, person.type('notat')],
  topic: [12, person.type('emne')],
  company: [6, person.company],
  attach: [8, person.attach],
  detach: [2, person.detach],
  begin: [8, person.begin],
  open: [12, person.open],
  leave: [6, person.leave],
  send: [12, person.send],
  sendAndDie: [6, person.sendAndDie],
  takeBack: [4, person.takeBack],
  discard: [2, person.discard],
  takeOver: [4, person.takeOver],
  another: [8, happens.another],
  close: [2, happens.close],
  kill: [3, happens.kill],
  killSoon: [5, happens.killSoon],
  reload: [4, happens.reload],
  update: [1, happens.update],
  offline: [3, happens.online(false)],
  online: [8, happens.online(true)],
  faulty: [6, happens.faulty],
  register: [2, happens.register],
  disk: [3, happens.disk],
  freeze: [4, happens.freeze],
  thaw: [6, happens.thaw],
  lost: [3, happens.lost],
  evicted: [0.5, happens.evicted],
  sync: [3, happens.sync],
  well: [8, happens.well],
  wake: [4, happens.wake],
  ahead: [1, happens.ahead],
  expire: [2, happens.expire],
  signIn: [26, person.signIn],
  signOut: [1, person.signOut],
  moment: [30, happens.moment],
  while: [4, happens.hours],
};

export function stepsOf(seed: number, count: number): Taken[] {
  const random = randomOf(seed);
  const kinds = Object.entries(WEIGHTED).flatMap(([kind, [weight]]) => Array.from({ length: weight * 2 }, () => kind));
  return Array.from({ length: count }, () => ({ kind: pick(kinds, random)!, seed: Math.floor(random() * 2 ** 32) }));
}

export async function take({ kind, seed }: Taken, walk: Walk): Promise<void> {
  const random = randomOf(seed);
  if (walk.awake.length === 0 && walk.alive.length < 4) walk.openTab();
  await WEIGHTED[kind]![1](walk, random);
  await walk.browser.turns(Math.floor(random() ** 2 * 60));
}
