/**
 * Which fields show, which must be filled in, what is calculated, and which answers are sent. Relevance comes before
 * requirement: a field whose condition does not hold is neither asked nor sent, and counts as unanswered for those after it.
 */
import type { Answers, Definition } from '../../definition';
import type { EvaluationContext } from './evaluation-context';
import { Following } from './following';
import type { Relevant } from './relevant';

/** What of a draft is relevant. */
export function relevant(definition: Definition, draft: Answers, context: EvaluationContext): Relevant {
  return new Following(definition).look(draft, context);
}

/** The answers to send: relevance applied in the order of the form, empty answers left out. */
export function cleaned(definition: Definition, draft: Answers, context: EvaluationContext): Answers {
  return relevant(definition, draft, context).answers;
}
