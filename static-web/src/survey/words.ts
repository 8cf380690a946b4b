/** The texts of the survey, loaded only with it. */
import surveyTexts from '../../../shared/texts/survey.json';
import { words } from '../texts';

export const tv = (key: keyof typeof surveyTexts): string => words(surveyTexts[key]);
