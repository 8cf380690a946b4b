/** A company register with three companies, with the answers of the server. */
import type { Company, Unit } from '../src/api';
import { problem, reply } from './responses';

export const COMPANIES: Company[] = [
  company(
    '90001000',
    'Nørrebro Håndværkerbageri ApS',
    'Vesterbrogade 102, 1620 København V',
    'Fremstilling af friskt bageri',
  ),
  company(
    '90001523',
    'Østerbro Tømrer & Snedker A/S',
    'Jernbane Allé 15, 2720 Vanløse',
    'Tømrer- og bygningssnedkervirksomhed',
  ),
  company('90002090', 'Vesterbro Cykler I/S', 'Valby Langgade 18 D, 2500 Valby', 'Detailhandel med cykler'),
];

export class FakeRegister {
  /** The production units that a search in any company returns. */
  chain: Unit[] = [];

  answer(cvr: string | undefined, url: URL): Response {
    if (cvr && url.pathname.endsWith('/units')) return this.unitsOf(url.searchParams.get('query') ?? '');
    if (cvr) {
      const registered = COMPANIES.find((candidate) => candidate.cvr === cvr);
      return registered ? reply(200, registered) : problem(404, 'unknown-company', 'Virksomheden findes ikke');
    }
    const query = (url.searchParams.get('query') ?? '').toLowerCase();
    const items = COMPANIES.filter((registered) => registered.name.toLowerCase().includes(query));
    return reply(200, { items: items.map(({ units: _, ...hit }) => hit) });
  }

  private unitsOf(query: string): Response {
    const words = query.toLowerCase().split(' ');
    const fitting = this.chain.filter((unit) =>
      words.every((word) => `${unit.address} ${unit.pNumber}`.toLowerCase().includes(word)),
    );
    return reply(200, { items: fitting.slice(0, 20), total: fitting.length, next: null });
  }
}

function company(cvr: string, name: string, address: string, industry: string): Company {
  const units = [
    { pNumber: `10${cvr}`, name, address, active: true },
    { pNumber: `11${cvr}`, name: `${name}, lager`, address: 'Bredgade 161, 1260 København K', active: true },
  ];
  const rest = { industryCode: '107110', municipality: 'København', adProtected: false, active: true };
  return { cvr, name, knownAs: '', address, industry, ...rest, units, unitCount: units.length };
}
