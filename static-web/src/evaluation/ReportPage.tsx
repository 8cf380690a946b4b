import { useEffect } from 'preact/hooks';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { Icon } from '../icons';
import { useLatestAnswer } from '../latest-answer';
import { evaluationPath, navigate } from '../route';
import { formatDateTime, language, t } from '../texts';
import { FILES, fileAddress, uptime, type ShownUptimeReport } from './api';
import { Incidents, Windows } from './Events';
import { Objectives } from './Objectives';
import { Lost, Minutes, Table, Traced } from './parts';
import { inWords, months, quarters } from './periods';
import { Resources } from './Resources';
import { nameOf, numberInWords, percentInWords, te } from './words';

/** The figures of a month or a quarter, each with a link to the minutes behind it. */
export function ReportPage({ period }: { period: string }) {
  const { answer: report, failure, load: follow } = useLatestAnswer<ShownUptimeReport>();
  const load = () => follow(uptime(period));
  useEffect(() => void load(), [period]);
  const shown = report.value;
  return (
    <div class="page evaluation">
      <a class="back-link" href="/">
        <Icon name="back" />
        {t('app.back')}
      </a>
      <h1>{te('page.title')}</h1>
      <PeriodChoice period={period} />
      {failure.value !== undefined && <Failure failure={failure.value} onRetry={() => void load()} />}
      {!shown && failure.value === undefined && <Loading />}
      {shown && (
        <>
          <p class="muted">{te('page.until', { period: inWords(shown.period), time: formatDateTime(shown.until) })}</p>
          <Figures report={shown} />
          <Objectives report={shown} />
          <Dependencies report={shown} />
          <Incidents report={shown} />
          <Windows report={shown} />
          <Resources period={period} />
          <Files period={period} />
        </>
      )}
    </div>
  );
}

function PeriodChoice({ period }: { period: string }) {
  const groups = [
    [te('page.quarters'), quarters()],
    [te('page.months'), months()],
  ] as const;
  const isListed = groups.some(([, periods]) => periods.some(({ name }) => name === period));
  return (
    <div class="form-group">
      <label class="form-label" for="evaluation-period">
        {te('period')}
      </label>
      <select
        id="evaluation-period"
        class="form-select"
        value={period}
        onChange={(event) => navigate(evaluationPath(event.currentTarget.value))}
      >
        {!isListed && <option value={period}>{inWords(period)}</option>}
        {groups.map(([label, periods]) => (
          <optgroup key={label} label={label}>
            {periods.map(({ name, words }) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

function Figures({ report }: { report: ShownUptimeReport }) {
  const { figures } = report;
  const lost = figures.flatMap(({ gross, net }) => [gross, net]).map(({ down, unknown }) => down + unknown);
  const scale = Math.max(...lost, 1);
  return (
    <section aria-labelledby="evaluation-figures">
      <h2 id="evaluation-figures" class="h4 section-heading">
        {te('figures')}
      </h2>
      <ul class="evaluation-figures no-max-width">
        {figures.map(({ name, gross, net }) => (
          <li key={name} class="panel">
            <h3 class="h5">{nameOf(name)}</h3>
            <p class="evaluation-percent">{percentInWords(gross.percent)}</p>
            <p class="muted">{te('page.net', { percent: percentInWords(net.percent) })}</p>
            <Lost counted={gross} scale={scale} label={lostInWords(nameOf(name), gross)} />
            <p>{te('page.lost', { down: numberInWords(gross.down), unknown: numberInWords(gross.unknown) })}</p>
          </li>
        ))}
      </ul>
      <p class="muted">{te('page.bars', { minutes: numberInWords(scale) })}</p>
      <FigureTable report={report} />
      <HowCounted report={report} />
    </section>
  );
}

function FigureTable({ report: { figures, period } }: { report: ShownUptimeReport }) {
  return (
    <Table
      caption={te('page.figures.caption', { period: inWords(period) })}
      columns={[te('figure'), te('basis'), te('share'), te('down'), te('unknown'), te('highest')]}
      numbers={4}
    >
      {figures.flatMap(({ name, ...bases }) =>
        (['gross', 'net'] as const).map((basis) => {
          const counted = bases[basis];
          const of = `${nameOf(name)}, ${te(basis)}`;
          return (
            <tr key={`${name}-${basis}`}>
              <th scope="row">{nameOf(name)}</th>
              <td>{te(basis)}</td>
              <Traced period={period} part={name} of={of}>
                {percentInWords(counted.percent)}
              </Traced>
              <Traced period={period} part={name} of={`${of}, ${te('down')}`}>
                <Minutes value={counted.down} />
              </Traced>
              <Traced period={period} part={name} of={`${of}, ${te('unknown')}`}>
                <Minutes value={counted.unknown} />
              </Traced>
              <td class="number">{percentInWords(counted.highest)}</td>
            </tr>
          );
        }),
      )}
    </Table>
  );
}

function HowCounted({ report }: { report: ShownUptimeReport }) {
  return (
    <>
      <p>{te('how.unknown.text')}</p>
      <p>{te('how.net.text', { minutes: numberInWords(report.plannedMinutes) })}</p>
      <p>{te('how.register.text')}</p>
      <p>{te('how.share.text', { platform: report.platformDown, app: report.appDown })}</p>
    </>
  );
}

const lostInWords = (name: string, { down, unknown }: { down: number; unknown: number }) =>
  `${name}: ${te('page.lost', { down: numberInWords(down), unknown: numberInWords(unknown) })}`;

function Dependencies({ report }: { report: ShownUptimeReport }) {
  const { dependencies, period } = report;
  return (
    <section aria-labelledby="evaluation-dependencies">
      <h2 id="evaluation-dependencies" class="h4 section-heading">
        {te('dependencies')}
      </h2>
      <Table
        caption={te('page.dependencies.caption', { period: inWords(period) })}
        columns={[te('part'), te('share'), te('down'), te('unknown')]}
        numbers={3}
      >
        {Object.entries(dependencies).map(([part, counted]) => (
          <tr key={part}>
            <th scope="row">{nameOf(part)}</th>
            <Traced period={period} part={part} of={nameOf(part)}>
              {percentInWords(counted.percent)}
            </Traced>
            <Traced period={period} part={part} of={`${nameOf(part)}, ${te('down')}`}>
              <Minutes value={counted.down} />
            </Traced>
            <Traced period={period} part={part} of={`${nameOf(part)}, ${te('unknown')}`}>
              <Minutes value={counted.unknown} />
            </Traced>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function Files({ period }: { period: string }) {
  return (
    <section aria-labelledby="evaluation-files">
      <h2 id="evaluation-files" class="h4 section-heading">
        {te('page.files')}
      </h2>
      <ul class="evaluation-files">
        {FILES.map((file) => (
          <li key={file}>
            <a href={fileAddress(file, period, language.value)} download>
              {te(`page.file.${file}`)}
            </a>
          </li>
        ))}
        <li>
          {/* Not a page of the app: the browser goes there itself. */}
          <a href="/status" target="_self">
            {te('status.title')}
          </a>
        </li>
      </ul>
    </section>
  );
}
