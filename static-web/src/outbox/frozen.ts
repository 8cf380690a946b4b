/** Makes the content of an outbox entry from a draft, once, so that every try sends the same. */
import { attachedIn } from '../attachments/attached';
import { fieldsOf, type Answers, type Definition } from '../definition';
import { titleOf } from '../form/fields';
import { notCprPaths as pathsOfNone } from '../form/engine/cpr-guard';
import { relevant } from '../form/engine/relevance';
import { evaluationContextAt } from '../session';
import type { OutboxContent } from './entry';

/** The content to send. `answeredAt`: when the person sent it; `notCpr`: the digits that the person has confirmed are no CPR numbers. */
export function frozen(definition: Definition, draft: Answers, answeredAt: Date, notCpr: string[] = []): OutboxContent {
  const { answers, moved } = relevant(definition, draft, evaluationContextAt(answeredAt));
  const movedItems = Object.fromEntries([...moved()].filter(([sent, from]) => sent !== from));
  const attachments = attachedIn(fieldsOf(definition), answers).map(({ path, attached: { id, name } }) => ({
    path,
    id,
    name,
  }));
  const notCprPaths = pathsOfNone(fieldsOf(definition), answers, new Set(notCpr));
  const statement = notCpr.length > 0 ? { notCpr, notCprPaths } : {};
  return { title: titleOf(definition, answers), draft, answers, movedItems, ...statement, attachments, lookUps: [] };
}
