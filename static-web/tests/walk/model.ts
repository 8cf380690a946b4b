/**
 * Tracks what the person may rely on, beside the product: which texts a draft must have, which it may have, and what became of it. A text
 * must be there from the moment that the form has shown it as saved, until the person replaces it.
 */
import type { Answers, Json } from '../../src/json';

export const FIELDS = ['notat', 'emne', 'cvr'] as const;
export type Field = (typeof FIELDS)[number];

interface Word {
  value: Json | undefined;
  place: number;
  /** The form that the text was written in. */
  by: object;
  isSaved: boolean;
}

interface Photo {
  text: string;
  isSaved: boolean;
  isRemoved: boolean;
  /** Whether the browser has deleted it with all stored data. */
  isLost?: boolean;
}

/** What became of a registration. `asked`: the person has sent it, but the page was closed before it showed the outcome. */
export type Fate = 'draft' | 'asked' | 'sent' | 'discarded' | 'wiped';

let words = 0;

export class Written {
  fate: Fate = 'draft';
  /** Whether the form has shown it as saved. */
  isSaved = false;
  /** Whether the phone cannot know that the server has received it, since its store was deleted, or the answer was lost. */
  isForgotten = false;
  readonly photos = new Map<string, Photo>();
  private readonly fields = new Map<Field, Word[]>(FIELDS.map((field) => [field, []]));

  constructor(
    readonly id: string,
    readonly owner: string,
  ) {}

  write(field: Field, value: Json | undefined, by: object): void {
    this.fields.get(field)!.push({ value, place: (words += 1), by, isSaved: false });
  }

  /** Records that the form has shown these answers as saved. */
  markSaved(by: object, answers: Answers): void {
    this.isSaved = true;
    for (const field of FIELDS) this.keptWord(field, by, answers[field]);
    for (const id of idsOf(answers)) {
      const photo = this.photos.get(id);
      if (photo) photo.isSaved = true;
    }
  }

  /** Records that the browser has deleted all stored data. The answers in an open form can be saved again, except its photos. */
  evicted(isOpen: boolean): void {
    this.isSaved = false;
    this.isForgotten ||= this.fate !== 'draft';
    for (const words of this.fields.values()) for (const word of words) word.isSaved = false;
    for (const photo of this.photos.values()) photo.isLost = true;
    if (!isOpen && (this.fate === 'draft' || this.fate === 'sent')) this.fate = 'asked';
  }

  /** Records the answers that were loaded, where no other form is open: from now on only these may appear. */
  readAgain(answers: Answers, by: object): void {
    for (const field of FIELDS)
      this.fields.set(field, [{ value: answers[field], place: (words += 1), by, isSaved: true }]);
    const there = new Set(idsOf(answers));
    for (const [id, photo] of this.photos) if (!there.has(id) && !photo.isSaved) photo.isRemoved = true;
  }

  /** What is wrong with these answers; undefined where each is one that may be there. */
  faultOf(answers: Answers): string | undefined {
    for (const field of FIELDS) {
      const may = this.fields.get(field)!;
      const isLost = !may.some(({ value }) => value === answers[field]);
      const wasPromised = may.some(({ isSaved }) => isSaved);
      if (isLost && (wasPromised || answers[field] !== undefined))
        return `${field} is ${String(answers[field])}, may be ${may.map(({ value }) => String(value)).join(' | ')}`;
    }
    const there = new Set(idsOf(answers));
    for (const [id, photo] of this.photos)
      if (photo.isSaved && !photo.isRemoved && !there.has(id)) return `the photo "${photo.text}" is gone`;
    for (const id of there) if (!this.photos.has(id)) return `a photo that nobody took here: ${id}`;
    return undefined;
  }

  private keptWord(field: Field, by: object, value: Json | undefined): void {
    const versions = this.fields.get(field)!;
    const saved = versions.findLast((word) => word.value === value && word.by === by);
    if (!saved) return;
    saved.isSaved = true;
    const isPast = (word: Word) => word.place < saved.place && (word.isSaved || word.by === by);
    this.fields.set(
      field,
      versions.filter((word) => !isPast(word)),
    );
  }
}

function idsOf(answers: Answers): string[] {
  return ((answers['billeder'] ?? []) as { id: string }[]).map(({ id }) => id);
}

/** Whether all texts are the owner's: each text of the walk begins with its writer's key. */
export function isOwn(answers: Answers, owner: string): boolean {
  return ['notat', 'emne'].every((name) => answers[name] === undefined || String(answers[name]).startsWith(owner));
}
