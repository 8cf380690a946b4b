import type { Json, MoneyField } from '../../definition';
import type { ControlProps } from '../context';
import { amountIn, numberFrom } from '../engine/numbers';
import { numberInWords } from '../../answers/number-format';
import { FigureBox } from './number-box';

const KRONER = { da: 'kr.', en: 'DKK' };

export function MoneyBox(props: ControlProps<MoneyField>) {
  const keys = props.field.minimum < 0 ? 'text' : 'decimal';
  return <FigureBox {...props} unit={KRONER} from={oereFrom} text={kronerText} keys={keys} />;
}

/** The amount in øre of a text such as `1.234,50`, `kr. 100`, `100 kroner` or `100,-`; the text itself when it is no amount. */
export function oereFrom(text: string): Json {
  const amount = numberFrom(amountIn(text), { places: 2 });
  if (typeof amount !== 'number') return text;
  // As a double, 19.99 times 100 is 1998.9999999999998: round where only rounding errors differ, keep real decimals of an øre.
  const oere = Math.round(amount * 100);
  return oere / 100 === amount ? oere : amount * 100;
}

/** The text of an amount in kroner, in Danish notation: whole kroner without decimals, thousands separated. */
function kronerText(answer: Json | undefined): string {
  if (typeof answer !== 'number') return typeof answer === 'string' ? answer : '';
  // A fraction of an øre is shown with at most twelve significant digits, to hide rounding errors.
  if (!Number.isInteger(answer)) return String(Number((answer / 100).toPrecision(12))).replace('.', ',');
  return numberInWords(answer / 100, answer % 100 === 0 ? 0 : 2, 'da');
}
