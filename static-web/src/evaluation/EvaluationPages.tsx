import { addStyle } from '../frame/bring-style';
import css from './evaluation.scss?inline';
import { MinutesPage } from './MinutesPage';
import { thisMonth } from './periods';
import { ReportPage } from './ReportPage';

addStyle(css);

interface Props {
  period?: string;
  part?: string;
}

/** The report of a period and the minutes behind one of its figures, in one file to load, since one leads to the other. */
export function EvaluationPages({ period = thisMonth(), part }: Props) {
  return part ? <MinutesPage period={period} part={part} /> : <ReportPage period={period} />;
}
