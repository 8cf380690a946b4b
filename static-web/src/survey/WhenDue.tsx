/** The place of the survey on a receipt. Its code is loaded only where it may be asked; if that fails there is no survey. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { justSent } from './just-sent';

interface Props {
  app: string;
  id: string;
}

export function SurveyWhenDue({ app, id }: Props) {
  const [Survey, setSurvey] = useState<ComponentType<{ app: string }>>();
  useEffect(() => {
    if (justSent.peek() !== id) return undefined;
    let isHere = true;
    const bring = async () => {
      const [{ isTimeToAsk, recordShown }, module] = await Promise.all([import('./rule'), import('./Survey')]);
      if (!(await isTimeToAsk()) || !isHere) return;
      recordShown();
      setSurvey(() => module.Survey);
    };
    bring().catch(() => undefined);
    return () => {
      isHere = false;
      if (justSent.peek() === id) justSent.value = undefined;
    };
  }, [id]);
  return Survey ? <Survey app={app} /> : null;
}
