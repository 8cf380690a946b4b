/** Reads and stores the survey answer that waits on this phone for a network, as JSON. */
import { remember, remembered } from '../local-storage';

const WAITING_AS = 'feltskema.survey.waiting';

export const waitingAnswer = (): string | null => remembered(WAITING_AS);

export const saveWaitingAnswer = (answer: string | null): void => remember(WAITING_AS, answer);
