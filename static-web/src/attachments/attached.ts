/** Lists the attachments that answers name, as `attached` in shared/domain/answers/attached.py does. */
import type { Answers, FieldDef, Json } from '../definition';

/** What an answer says of one attachment. */
export interface Attached {
  id: string;
  name: string;
  type: string;
  size: number;
  /** Lower-case hex. */
  sha256: string;
}

/** An attachment with the JSON Pointer to the answer that names it. */
export interface Named {
  path: string;
  attached: Attached;
}

/** What the outbox knows of an attachment that answers name. */
export interface SentAttachment {
  /** JSON Pointer to the answer that names it. */
  path: string;
  id: string;
  name: string;
}

/** Every attachment that the answers name, in the order of the form. */
export function attachedIn(fields: readonly FieldDef[], answers: Answers, before = ''): Named[] {
  return fields.flatMap((field) => {
    const [value, path] = [answers[field.id], `${before}/${field.id}`];
    if (field.control === 'photo' || field.control === 'file')
      return attachments(value).map((attached) => ({ path, attached }));
    if (field.control !== 'group' || !Array.isArray(value)) return [];
    return value.flatMap((item, place) => (isObject(item) ? attachedIn(field.fields, item, `${path}/${place}`) : []));
  });
}

/** The attachments of one answer; none where it is not of attachments. */
export function attachments(value: Json | undefined): Attached[] {
  return Array.isArray(value) ? value.filter(isAttached) : [];
}

function isAttached(value: unknown): value is Attached & Answers {
  return isObject(value as Json) && typeof (value as Answers)['id'] === 'string';
}

function isObject(value: Json): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
