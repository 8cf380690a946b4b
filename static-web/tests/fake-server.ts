/** The in-memory server for the dev server, with registrations of a day. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reason } from '../src/api';
import { FakeApi, PERSON } from './fake-api';

const REASONS: Record<'waiting' | 'uncertain' | 'refused', Reason> = {
  waiting: { code: 'unavailable', message: 'Fasit kunne ikke nås. Der prøves igen af sig selv.' },
  uncertain: {
    code: 'uncertain',
    message: 'Fasits svar gik tabt. Ingen ved, om registreringen er i Fasit. Se efter i Fasit.',
  },
  refused: { code: 'refused', message: 'Fasit afviste registreringen: ukendt virksomhed' },
};

const ANSWERS = {
  cvr: '90001000',
  navn: 'Nørrebro Håndværkerbageri ApS',
  adresse: 'Vesterbrogade 102, 1620 København V',
  branche: 'Fremstilling af friskt bageri',
  pnummer: '1090004393',
  besoegstidspunkt: '2026-03-02T14:05:00+01:00',
  kontaktform: 'fysisk',
  formaal: ['rekruttering', 'opfoelgning'],
  moedtNogen: true,
  kontaktpersoner: [
    { navn: 'Jens Bager', rolle: 'Daglig leder', telefon: '+45 12 34 56 78', email: 'jens@bageriet.example' },
    { navn: 'Ayşe Yılmaz', rolle: 'Bagermester' },
  ],
  emner: ['rekruttering', 'praktik'],
  behov: [
    {
      titel: 'Bagersvend',
      antal: 2,
      start: '2026-04-01',
      timer: 37,
      beskrivelse: 'Morgenhold.\nGerne med svendebrev.',
    },
  ],
  ordinaertAnsatte: 12,
  stoettede: 1,
  fleksjobTaeller: false,
  pladser: 2,
  ledigePladser: 1,
  rimelighed: 'Plads til 1 mere: 2 ved 12 ordinært ansatte, 1 brugt',
  udfald: 'aftale',
  aftaler: [{ tekst: 'Vi sender tre kandidater inden fredag.', ansvarlig: 'Mette Holm', frist: '2026-03-06' }],
  erklaeringer: ['arbejdsgiver'],
  opfoelgning: true,
  opfoelgningDato: '2026-03-16',
  notat: 'God stemning. Der er duft af kanel 🥐 og plads til en lærling.',
};

export function middleware() {
  const fake = filled();
  return (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.startsWith('/api/')) void answer(fake, url, request, response);
    else next();
  };
}

async function answer(fake: FakeApi, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // `/api/_as?nobody` and `/api/_as?empty` show the pages signed out, and without registrations.
  if (url.pathname === '/api/_as') {
    fake.person = url.search === '?nobody' ? null : PERSON;
    if (url.search === '?empty') fake.rows = [];
    response.end();
    return;
  }
  const headers = new Headers(
    Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const reply = await fake.handle(url, request.method ?? 'GET', headers, await text(request));
  response.writeHead(reply.status, Object.fromEntries(reply.headers));
  response.end(await reply.text());
}

function filled(): FakeApi {
  const fake = new FakeApi();
  const names = ['Café Blåbær ApS', 'Valby Varmepumper A/S', 'Amager El-teknik ApS', 'Sydhavnens Rengøring I/S'];
  const card = (older: number) => [
    'Vesterbrogade 102, 1620 København V',
    `${1 + (older % 28)}. november 2026 kl. 14.05`,
  ];
  for (let older = 0; older < 40; older += 1) {
    const receipt = { id: `5f2d9d0f-1c3b-4a5e-8f70-8192a3b4${4711 + older}`, at: '2026-11-23T13:05:00Z' };
    const followUp = older === 33 ? '2026-11-02' : null;
    const more = { answers: ANSWERS, card: card(older), receipt, followUp };
    fake.add('delivered', `${names[older % 4]} · 9000${1100 + older}`, 60 * 13 * (older + 1), more);
  }
  for (const [status, reason] of Object.entries(REASONS) as ['waiting' | 'uncertain' | 'refused', Reason][]) {
    const row = fake.add('received', `${names[status.length % 4]} · 90002759`, 40 * status.length, {
      answers: ANSWERS,
      card: card(3),
      isCorrectable: status === 'refused',
    });
    fake.set(row, 'delivering');
    fake.set(row, status, reason);
  }
  fake.add('delivered', 'Nørrebro Håndværkerbageri ApS · 90001000', 12, { answers: ANSWERS, card: card(5) });
  fake.add('received', 'Vesterbro Cykler I/S · 90002090', 1, { answers: ANSWERS, card: card(6) });
  return fake;
}

async function text(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += String(part);
  return body;
}
