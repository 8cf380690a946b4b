/**
 * What the person may count on, kept beside the product: which words of a draft must be there, which may be, and what became of it.
 * A word is promised from the moment that the form has said that it is kept, until the person writes another in its place.
 */
import type { Answers, Json } from '../../src/json';

export const FIELDS = ['notat', 'emne', 'cvr'] as const;
export type Field = (typeof FIELDS)[number];

interface Word {
  value: Json | undefined;
  place: number;
  /** The form that it was written in. */
  by: object;
  isSaved: boolean;
}

interface Photo {
  text: string;
  isSaved: boolean;
  isRemoved: boolean;
  /** Its content is gone from the phone with everything else. */
  isLost?: boolean;
}

/** `asked`: the person has sent it, and the page was gone before it said what came of it. */
export type Fate = 'draft' | 'asked' | 'sent' | 'discarded' | 'wiped';

let words = 0;

export class Written {
  fate: Fate = 'draft';
  /** The form has said of it that it is kept. */
  isSaved = false;
  /** The phone does not know that it was received, and cannot: its store is gone, or the answer was lost. The server knows it by its id. */
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

  /** The form has said that it keeps what stood there. */
  markSaved(by: object, answers: Answers): void {
    this.isSaved = true;
    for (const field of FIELDS) this.keptWord(field, by, answers[field]);
    for (const id of idsOf(answers)) {
      const photo = this.photos.get(id);
      if (photo) photo.isSaved = true;
    }
  }

  /** The phone has lost all that it had kept. What stands in an open form is there to be kept anew, but for its photos. */
  evicted(isOpen: boolean): void {
    this.isSaved = false;
    this.isForgotten ||= this.fate !== 'draft';
    for (const words of this.fields.values()) for (const word of words) word.isSaved = false;
    for (const photo of this.photos.values()) photo.isLost = true;
    if (!isOpen && (this.fate === 'draft' || this.fate === 'sent')) this.fate = 'asked';
  }

  /** The form was read from the phone, and nobody else has it open: what does not stand there never will. */
  readAgain(answers: Answers, by: object): void {
    for (const field of FIELDS)
      this.fields.set(field, [{ value: answers[field], place: (words += 1), by, isSaved: true }]);
    const there = new Set(idsOf(answers));
    for (const [id, photo] of this.photos) if (!there.has(id) && !photo.isSaved) photo.isRemoved = true;
  }

  /** What is wrong with these answers; nothing where each is one that may stand there. */
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

/** Whose a text is: each word of the walk begins with its writer's key. */
export function isOwn(answers: Answers, owner: string): boolean {
  return ['notat', 'emne'].every((name) => answers[name] === undefined || String(answers[name]).startsWith(owner));
}
