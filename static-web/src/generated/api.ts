/** The API's schemas, written by `make contract`: never by hand. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | JsonValue[]
  | {
      [name: string]: JsonValue;
    };
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @description One line of the trail. `by` is a name, a number, or what is no person; `about` the registration whose answers were read, or
     *     empty.
     */
    AccessChange: {
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      at: string;
      act: components['schemas']['Act'];
      by: string;
      old: components['schemas']['ShownGrant'];
      new: components['schemas']['ShownGrant'];
      reason: string;
      about: string;
    };
    /** @description A person in the list. `number` is what they see themselves while they wait; `version` goes with a change. */
    AccessLine: {
      roles: string[];
      team: string;
      validFrom: string | null;
      validTo: string | null;
      key: string;
      number: string;
      name: string;
      /** @enum {string} */
      state: 'waiting' | 'removed' | 'privileged' | 'expired' | 'coming' | 'allowed';
      waitingSince: string | null;
      version: string;
    };
    /**
     * @description Lines of the access list: who waits first, then by name. `total` and `waiting` count all that the search means; at most a
     *     hundred are shown. `roles` are those that can be given.
     */
    AccessLines: {
      items: components['schemas']['AccessLine'][];
      total: number;
      waiting: number;
      roles: string[];
    };
    /** @description A person in the list, with every change of it, newest first. */
    AccessPerson: {
      roles: string[];
      team: string;
      validFrom: string | null;
      validTo: string | null;
      key: string;
      number: string;
      name: string;
      /** @enum {string} */
      state: 'waiting' | 'removed' | 'privileged' | 'expired' | 'coming' | 'allowed';
      waitingSince: string | null;
      version: string;
      trail: components['schemas']['AccessChange'][];
    };
    /**
     * @description What was done to a line. `ASKED`: signed in without a role; `CAME`: with one that nobody gave here at that time, by the
     *     broker's privileges or because its first day has come; `READ`: they read somebody's answers, to see to a delivery.
     * @enum {string}
     */
    Act: 'asked' | 'named' | 'came' | 'allowed' | 'changed' | 'removed' | 'sessions-ended' | 'answers-read';
    AddressControl: {
      /** @constant */
      control: 'address';
      /** @description The labels of the parts. */
      parts: components['schemas']['PartLabels'];
    };
    /** @description The process answers. */
    Alive: {
      status: string;
    };
    /**
     * Format: date-time
     * @description When the phone says it was answered: the day that rules call today. Ours when absent, over a day ahead or over 31 days ago.
     */
    AnsweredAt: string | null;
    /**
     * @description An app. `targets` are where its registrations go: names in the catalogue of targets. `isDraft`: it is not published, and
     *     nothing leaves the product; `withdrawn` is the first day on which nothing new is registered with it.
     */
    AppShown: {
      app: string;
      version: number;
      targets: string[];
      title: components['schemas']['InLanguages'];
      description: components['schemas']['InLanguages'];
      isDraft: boolean;
      withdrawn: string | null;
    };
    /** @description The published apps, by name; drafts behind them. */
    Apps: {
      items: components['schemas']['AppShown'][];
    };
    /** @description An attachment as it is stored. `sha256` in hex. */
    AttachmentStored: {
      id: string;
      type: string;
      size: number;
      sha256: string;
    };
    AutofillLayout: {
      company: string;
      /** @enum {string} */
      value: 'name' | 'address' | 'industry' | 'unit-address';
    };
    /** @description What a thing took before there was an app. */
    Before: {
      task: string;
      value: number;
      unit: string;
      source: string;
    };
    CalculatedControl: {
      /** @constant */
      control: 'calculated';
      /** @enum {string} */
      as: 'integer' | 'decimal' | 'money' | 'text' | 'yes-no' | 'date' | 'duration';
      decimals: number | null;
      unit: components['schemas']['InLanguages'] | null;
      /** @description A plain value, or a formula. */
      calculate: components['schemas']['Json'];
    };
    /** @description What an incident was, and what was done. */
    Cause: {
      cause: string;
    };
    /** @description The latest sample of each dependency; null where there is none: unknown, never up. */
    Checks: {
      [key: string]: components['schemas']['ShownSample'] | null;
    };
    /** @description Buttons up to 6 options, a list up to 20, a list to search in above that. */
    ChoiceControl: {
      options: components['schemas']['OptionLayout'][];
      optionsFrom: null;
      /** @description The list of the definition that the options stand in, which are then empty here. */
      list: components['schemas']['ListedLayout'] | null;
      /** @enum {string} */
      control: 'radio' | 'select' | 'search';
    };
    /** @description Boxes up to 20 options, a list to search in above that. */
    ChoicesControl: {
      options: components['schemas']['OptionLayout'][];
      optionsFrom: null;
      /** @description The list of the definition that the options stand in, which are then empty here. */
      list: components['schemas']['ListedLayout'] | null;
      /** @constant */
      multiple: true;
      minItems: number;
      maxItems: number | null;
      /** @enum {string} */
      control: 'checkboxes' | 'search';
    };
    /**
     * @description The circuit breaker's state: `closed` lets calls through, `open` none, `half-open` one as a trial.
     * @enum {string}
     */
    Circuit: 'closed' | 'open' | 'half-open';
    /** @description `ad_protected` = reklamebeskyttet (must be respected, CVR-loven § 19). `units` are the first of `unit_count`. */
    Company: {
      cvr: string;
      name: string;
      knownAs: string;
      address: string;
      active: boolean;
      industry: string;
      industryCode: string;
      municipality: string;
      adProtected: boolean;
      units: components['schemas']['Unit'][];
      unitCount: number;
    };
    /**
     * @description What a search shows. `known_as` is the other name that fits what was searched for: over a unit's door, a secondary or a
     *     former one; empty where the company's own does. `active` is false when it has ceased.
     *
     *     `address` is empty, or the town alone, where the register protects it or it is a sole proprietor's home.
     */
    CompanyName: {
      cvr: string;
      name: string;
      knownAs: string;
      address: string;
      active: boolean;
    };
    /** @description At most ten. */
    CompanyNames: {
      items: components['schemas']['CompanyName'][];
    };
    /** @description An app's form as the phone draws it, with the JSON Schema and the rules that judge its answers. */
    CompiledDefinition: {
      app: string;
      version: number;
      title: components['schemas']['InLanguages'];
      description: components['schemas']['InLanguages'];
      /** @description Whether other apps may choose among its registrations. */
      entity: boolean;
      retention: components['schemas']['RetentionLayout'] | null;
      submitLabel: components['schemas']['InLanguages'] | null;
      languages: string[];
      /** @description The fields that a list shows it by. */
      heading: string[];
      /** @description The words around them, where it has any. */
      headingText?: components['schemas']['InLanguages'];
      /**
       * @description What becomes of a CPR number in a text.
       * @enum {string}
       */
      cprInTexts: 'ask' | 'forbid';
      /** @description What is measured for the evaluation, where anything is. */
      measures?: ('effort' | 'survey')[];
      migrates: components['schemas']['MigrationLayout'][];
      /** @description JSON Schema, draft 2020-12. */
      schema: {
        [key: string]: unknown;
      };
      rules: components['schemas']['Rule'][];
      sections: components['schemas']['SectionLayout'][];
      /** @description The lists with columns that its fields choose in. */
      lists?: {
        [key: string]: components['schemas']['ListLayout'];
      };
    };
    /** @description A formula about the enclosing object, which holds when its value is yes. */
    Condition: components['schemas']['Formula'];
    Control:
      | components['schemas']['TextControl']
      | components['schemas']['LongTextControl']
      | components['schemas']['IntegerControl']
      | components['schemas']['DecimalControl']
      | components['schemas']['MoneyControl']
      | components['schemas']['YesNoControl']
      | components['schemas']['ChoiceControl']
      | components['schemas']['EntityControl']
      | components['schemas']['ChoicesControl']
      | components['schemas']['EntitiesControl']
      | components['schemas']['DateControl']
      | components['schemas']['TimeControl']
      | components['schemas']['DateTimeControl']
      | components['schemas']['DurationControl']
      | components['schemas']['EmailControl']
      | components['schemas']['PhoneControl']
      | components['schemas']['AddressControl']
      | components['schemas']['CvrControl']
      | components['schemas']['PNumberControl']
      | components['schemas']['CprControl']
      | components['schemas']['UrlControl']
      | components['schemas']['PhotoControl']
      | components['schemas']['FileControl']
      | components['schemas']['SignatureControl']
      | components['schemas']['PositionControl']
      | components['schemas']['GroupControl']
      | components['schemas']['CalculatedControl']
      | components['schemas']['NoteControl']
      | components['schemas']['WarningControl'];
    /** @description The `revision` of the refused registration that this takes the place of; null where it is new. */
    Corrects: number | null;
    /** @description What the phone counted until the registration was sent. Kept where the app's form has it measured, else let go. */
    CountedEffort: {
      /** @description Taps on the form. */
      taps: number;
      /** @description Changes of a text; a paste is one. */
      keys: number;
      /** @description For so long the form was seen and in use. */
      seconds: number;
    };
    CprControl: {
      /** @constant */
      control: 'cpr';
    };
    CvrControl: {
      /** @constant */
      control: 'cvr';
    };
    /** @description 1900-01-01 and 2100-12-31 where the definition sets no bounds. */
    DateControl: {
      /** @description A plain value, or a formula. */
      earliest: components['schemas']['Json'];
      /** @description A plain value, or a formula. */
      latest: components['schemas']['Json'];
      /** @constant */
      control: 'date';
    };
    /** @description Bounds of its day; 1900-01-01 and 2100-12-31 where the definition sets none. */
    DateTimeControl: {
      /** @description A plain value, or a formula. */
      earliest: components['schemas']['Json'];
      /** @description A plain value, or a formula. */
      latest: components['schemas']['Json'];
      /** @constant */
      control: 'date-time';
    };
    DecimalControl: {
      /** @constant */
      control: 'decimal';
      minimum: number;
      maximum: number;
      decimals: number;
      unit: components['schemas']['InLanguages'] | null;
    };
    /** @description `down`: something keeps registrations back. */
    Deep: {
      /** @enum {string} */
      status: 'ok' | 'down';
    };
    /** @description The keys of that person's drafts on a phone: the first encrypts, the others read what is older. */
    DraftKeys: {
      person: string;
      keys: components['schemas']['ShownDraftKey'][];
    };
    /** @description In minutes. */
    DurationControl: {
      /** @constant */
      control: 'duration';
      minimum: number;
      maximum: number;
    };
    /** @description Null where it is not counted. */
    Effort: components['schemas']['CountedEffort'] | null;
    EmailControl: {
      /** @constant */
      control: 'email';
    };
    EntitiesControl: {
      options: null;
      /** @description The app whose registrations are the options. */
      optionsFrom: string;
      /** @constant */
      multiple: true;
      minItems: number;
      maxItems: number | null;
      /** @constant */
      control: 'entity';
    };
    EntityControl: {
      options: null;
      /** @description The app whose registrations are the options. */
      optionsFrom: string;
      /** @constant */
      control: 'entity';
    };
    /** @description What another app's registrations give to choose among. */
    EntityList: {
      items: components['schemas']['EntityShown'][];
    };
    /** @description One to choose: its registration's id, and what people call it. */
    EntityShown: {
      value: string;
      label: string;
    };
    /** @description What every field has; the keys of its type come after them. */
    FieldCommon: {
      id: string;
      type: string;
      label: components['schemas']['InLanguages'];
      help: components['schemas']['InLanguages'] | null;
      required: boolean | components['schemas']['Condition'];
      visible: boolean | components['schemas']['Condition'];
      /** @description A suggestion: a plain value, or a formula. Null when there is none. */
      default: components['schemas']['Json'];
      /**
       * @description What the phone may remember of the answer: the last one, or the last one at the same production unit.
       * @enum {string}
       */
      remember?: 'last' | 'unit';
    };
    /** @description A field: these keys, and those of its type. */
    FieldLayout: components['schemas']['FieldCommon'] & components['schemas']['Control'];
    FieldProblem: {
      /** @description JSON Pointer into the answers. */
      path: string;
      code: string;
      message: string;
    };
    FileControl: {
      /** @description Media types. */
      types: string[];
      minItems: number;
      maxItems: number;
      /** @description Of each. */
      maxBytes: number;
      /** @constant */
      control: 'file';
    };
    /** @description A compiled expression: nested arrays and constants (`docs/definition-language.md`). */
    Formula: {
      $expr: components['schemas']['Json'];
    };
    /** @description What a person may from now on. */
    Grant: {
      /** @description `version` of the line that was looked at. */
      version: string;
      roles: ('konsulent' | 'teamleder' | 'formularforfatter' | 'evaluator' | 'operatoer')[];
      team?: string | null;
      /**
       * Format: date
       * @description The first day; null: at once.
       */
      validFrom?: string | null;
      /**
       * Format: date
       * @description The last day, not before the first; null: until it is taken.
       */
      validTo?: string | null;
      reason?: string | null;
    };
    GroupControl: {
      /** @constant */
      control: 'group';
      minItems: number;
      maxItems: number;
      itemLabel: components['schemas']['InLanguages'];
      addLabel: components['schemas']['InLanguages'];
      fields: components['schemas']['FieldLayout'][];
    };
    /**
     * @description One change of status. `by` is a person's name, or `system`; `target` is empty where there is but one. Tries that came to
     *     the same are one line: `count` of them, the first `at`, the newest `last` (null where it is the only one).
     */
    HistoryLine: {
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      at: string;
      status: components['schemas']['Status'];
      reason: components['schemas']['ShownReason'] | null;
      by: string;
      target: string;
      count: number;
      last: string | null;
    };
    /** @description The same text in Danish and English. */
    InLanguages: {
      da: string;
      en: string;
    };
    IntegerControl: {
      /** @constant */
      control: 'integer';
      minimum: number;
      maximum: number;
      unit: components['schemas']['InLanguages'] | null;
    };
    /** @description Any JSON. */
    Json: JsonValue;
    /** @description A list with columns, named once for all fields that choose in it. */
    ListLayout: {
      columns: string[];
      /** @description Each the option's value, its Danish and its English label, and a cell for each column. */
      rows: (string | number | null)[][];
    };
    /**
     * @description A delivery in the list: nothing of the answers. `person` is the key of who registered it and `name` their name, `since`
     *     when it came to stand so, `assigned` who was asked to see to it (empty: nobody), `acts` what the caller may do with it.
     */
    ListedDelivery: {
      person: string;
      id: string;
      target: string;
      app: string;
      version: number;
      name: string;
      status: components['schemas']['Status'];
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      since: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      receivedAt: string;
      attempts: number;
      retryAt: string | null;
      reason: components['schemas']['ShownReason'] | null;
      receipt: components['schemas']['ShownReceipt'] | null;
      assigned: string;
      acts: string[];
    };
    /** @description Where a field's options stand: all rows of a list, or those that hold in each column what its formula gives. */
    ListedLayout: {
      name: string;
      where: {
        [key: string]: components['schemas']['Json'];
      };
    };
    LongTextControl: {
      /** @constant */
      control: 'textarea';
      minLength: number;
      maxLength: number;
    };
    /**
     * @description Who is signed in, when the session ends by itself, and when the working day does. Without `roles` nothing else can be
     *     asked: `number` is what the person tells an operator, `contact` whom to ask (empty: it is not set).
     */
    Me: {
      key: string;
      name: string;
      initials: string;
      roles: string[];
      number: string;
      contact: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      expiresAt: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      workdayEndsAt: string;
    };
    /** @description How a draft of an older version moves forward. */
    MigrationLayout: {
      from: number;
      renamed: {
        [key: string]: string;
      };
      split: {
        [key: string]: components['schemas']['SplitLayout'];
      };
      defaults: {
        [key: string]: components['schemas']['Json'];
      };
    };
    /** @description In øre. */
    MoneyControl: {
      /** @constant */
      control: 'money';
      minimum: number;
      maximum: number;
    };
    /**
     * @description The same for each of several deliveries. `close` and `park` need a reason; `delivered` of one alone may bring a receipt;
     *     `hand` names by `to` the person key of who is asked (null: nobody any more).
     */
    Moves: {
      /** @enum {string} */
      act: 'delivered' | 'send-again' | 'try-now' | 'close' | 'reopen' | 'park' | 'take-up' | 'hand';
      deliveries: components['schemas']['NamedDelivery'][];
      /** @description Why, for whoever reads it later. */
      reason?: string | null;
      /** @description The target's id of the document, if it was found. */
      receipt?: string | null;
      /** @description The person key of who is asked to see to them. */
      to?: string | null;
    };
    /** @description One delivery: `target` is `-` where it was stored before it had a name. */
    NamedDelivery: {
      person: string;
      id: string;
      target: string;
    };
    /** @description JSON Pointers of the texts whose numbers have the shape of a CPR number and are none, as the person says. */
    NotCpr: string[] | null;
    /** @description A note to the reader; it has no answer. */
    NoteControl: {
      /** @constant */
      control: 'note';
      text: components['schemas']['InLanguages'];
    };
    /** @description What somebody thinks of an app. Nothing in it says who. */
    Opinion: {
      /** @description Made for the answer, so that a repeat is harmless. */
      id: string;
      app: string;
      /** @description When it was given: this quarter, or for a week the last. */
      quarter: string;
      /** @description From 1, disagrees entirely, to 5, agrees entirely. */
      needs: number;
      /** @description From 1, disagrees entirely, to 5, agrees entirely. */
      easy: number;
    };
    OptionLayout: {
      value: string;
      label: components['schemas']['InLanguages'];
      visible?: boolean | components['schemas']['Condition'];
    };
    /** @description Few units are seen at once, a chain's are searched for, and `afventer` can always be chosen. */
    PNumberControl: {
      /** @constant */
      control: 'p-number';
      /** @description The id of the `cvr` field beside it. */
      company: string;
    };
    PartLabels: {
      street: components['schemas']['InLanguages'];
      postcode: components['schemas']['InLanguages'];
      town: components['schemas']['InLanguages'];
    };
    PhoneControl: {
      /** @constant */
      control: 'phone';
    };
    PhotoControl: {
      /** @description Media types. */
      types: string[];
      minItems: number;
      maxItems: number;
      /** @description Of each. */
      maxBytes: number;
      /** @constant */
      control: 'photo';
    };
    PositionControl: {
      /** @constant */
      control: 'position';
    };
    /** @description RFC 9457, with a stable `code`; `errors` names each field that is wrong. */
    Problem: {
      type: string;
      /** @description For people, in the language of `Accept-Language`. */
      title: string;
      status: number;
      /** @description What to do about it. */
      detail: string;
      code: string;
      errors?: components['schemas']['FieldProblem'][];
    };
    /**
     * @description What became of a message.
     * @enum {string}
     */
    PutBack: 'sent-again' | 'stands' | 'no-such-row' | 'unreadable';
    /** @description Whether a registration could be accepted now: `ok` or `down`, and what was looked at. */
    Readiness: {
      status: string;
      checks: {
        [key: string]: boolean;
      };
    };
    /** @description Why, for the trail. */
    Reasoned: {
      /** @description `version` of the line that was looked at. */
      version: string;
      reason: string;
    };
    /** @description How long a registration is kept after it was received. */
    RetentionLayout: {
      years: number;
      months: number;
    };
    /** @description What JSON Schema cannot say of a field. */
    Rule: {
      /** @description The group that it is asked of; empty: the form. */
      at: string[];
      field: string;
      /** @enum {string} */
      kind:
        'visible' | 'required' | 'valid' | 'calculated' | 'decimals' | 'earliest' | 'latest' | 'offered' | 'warning';
      /** @description Compiled: nested arrays. */
      expr: components['schemas']['Json'];
      message?: components['schemas']['InLanguages'];
    };
    /** @description Fields under one heading. Their own conditions include the section's. */
    SectionLayout: {
      id: string;
      title: components['schemas']['InLanguages'];
      help: components['schemas']['InLanguages'] | null;
      visible: boolean | components['schemas']['Condition'];
      fields: components['schemas']['FieldLayout'][];
    };
    /** @description What a person found in the target system. */
    Settlement: {
      /** @enum {string} */
      outcome: 'delivered' | 'send-again' | 'try-now' | 'withdraw' | 'close' | 'reopen';
      /** @description The target's id of the document, if it was found. */
      receipt?: string | null;
      /** @description Why it is closed or withdrawn. */
      reason?: string | null;
      /** @description Whose delivery; null: the one that needs most. */
      target?: string | null;
    };
    /** @description The answers of a registration, by the version of the app that they were given to. */
    ShownAnswers: {
      app: string;
      version: number;
      title: string;
      answers: {
        [key: string]: unknown;
      };
    };
    /** @description One app's part of the cost, in kroner; the parts add up to the whole. `perRegistration` is null where there was none. */
    ShownAppCost: {
      app: string;
      registrations: number;
      cost: string;
      perRegistration: string | null;
    };
    /** @description What a thing took before there was an app: `value` of `unit` for `task`, read in `source`. */
    ShownBefore: {
      id: string;
      task: string;
      value: number;
      unit: string;
      source: string;
      by: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      at: string;
    };
    /**
     * @description What one meter showed and cost, in kroner: `billed` of `consumed` units were over what is free. `source` is where the price
     *     was read: the bill, or a list.
     */
    ShownCharge: {
      meter: string;
      unit: string;
      consumed: string;
      billed: string;
      cost: string;
      source: string;
    };
    /** @description The cost of a period's months, in kroner; `cost` is null where nothing is known of one that has begun. */
    ShownConsumption: {
      period: string;
      months: components['schemas']['ShownMonthCost'][];
      cost: string | null;
      apps: components['schemas']['ShownAppCost'][];
    };
    /**
     * @description How a registration stands with one of its targets. `target` is empty for what was stored before a registration could have
     *     several: the app's own. `held` is why operators let nothing go out to it (null: they do), `assigned` who was asked to see to
     *     it (empty: nobody), `acts` what its own consultant can do with it: outcomes of `settle`.
     */
    ShownDelivery: {
      target: string;
      revision: number;
      status: components['schemas']['Status'];
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      statusAt: string;
      attempts: number;
      retryAt: string | null;
      reason: components['schemas']['ShownReason'] | null;
      receipt: components['schemas']['ShownReceipt'] | null;
      held: string | null;
      assigned: string;
      acts: string[];
    };
    /** @description A key for AES-GCM, 32 bytes in base64, and the id that what is encrypted names it by. */
    ShownDraftKey: {
      id: string;
      key: string;
    };
    /**
     * @description What one app did; `app` is empty for all together. Minutes run from the visit to when the server had the registration
     *     (`toAccepted`) and when the last case system had it. Of `dated` registrations, which tell when the visit was, `atVisit` were
     *     begun within an hour of it. `corrected` were refused and sent again; `answered` of `asked` questions are answered; a company
     *     is counted once; `repeatsAvoided` came again and were stored once. `taps`, `keys` and `inForm` (minutes) are what the form
     *     took, where it is counted; of the registrations of fewer than five people they are not told.
     */
    ShownEffect: {
      app: string;
      registrations: number;
      toAccepted: components['schemas']['ShownSpread'];
      toCaseSystem: components['schemas']['ShownSpread'];
      dated: number;
      atVisit: number;
      corrected: number;
      refused: number;
      asked: number;
      answered: number;
      companies: number;
      repeatsAvoided: number;
      taps: components['schemas']['ShownSpread'];
      keys: components['schemas']['ShownSpread'];
      inForm: components['schemas']['ShownSpread'];
    };
    /**
     * @description Effect and maintenance of a period, with what people think and the figures of before. `reckonedAt` is null where it was not
     *     reckoned yet: that is done each night.
     */
    ShownEffects: {
      period: string;
      reckonedAt: string | null;
      apps: components['schemas']['ShownEffect'][];
      maintenance: components['schemas']['ShownMaintenance'] | null;
      opinions: components['schemas']['ShownOpinions'];
      before: components['schemas']['ShownBefore'][];
    };
    ShownEmptied: {
      items: components['schemas']['ShownEmptiedMessage'][];
    };
    /** @description One message of the poison queue: `key` is empty where it was none of ours, `status` null where there is no row. */
    ShownEmptiedMessage: {
      key: string;
      outcome: components['schemas']['PutBack'];
      status: components['schemas']['Status'] | null;
    };
    /** @description One of the four uptimes: `gross` of all its minutes, `net` without those of announced service windows. */
    ShownFigure: {
      name: string;
      gross: components['schemas']['ShownUptime'];
      net: components['schemas']['ShownUptime'];
    };
    /** @description Roles, in a team; both days are counted in. */
    ShownGrant: {
      roles: string[];
      team: string;
      validFrom: string | null;
      validTo: string | null;
    };
    /** @description So many registrations; `since` is when the oldest of them came to be so, null where there are none. */
    ShownGroup: {
      count: number;
      since: string | null;
    };
    /** @description A target that an operator lets nothing go out to, since when, and why. */
    ShownHeld: {
      target: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      since: string;
      by: string;
      reason: string;
    };
    /** @description Somebody who can be asked to see to a delivery. */
    ShownHelper: {
      key: string;
      name: string;
      roles: string[];
      team: string;
    };
    /** @description By name. */
    ShownHelpers: {
      items: components['schemas']['ShownHelper'][];
    };
    /**
     * @description A target that nothing goes out to. `holdsFrom` is when every instance knows it, `drainedBy` when nothing can be under way
     *     any more.
     */
    ShownHold: {
      target: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      since: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      holdsFrom: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      drainedBy: string;
      by: string;
      reason: string;
    };
    /**
     * @description `ended` is null while it is open; `repair_minutes` from the first minute down to the first up again; `note` what an
     *     operator has said of it.
     */
    ShownIncident: {
      id: string;
      part: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      began: string;
      ended: string | null;
      repairMinutes: number | null;
      note: components['schemas']['ShownIncidentNote'] | null;
    };
    /** @description What an operator said of an incident, and when. */
    ShownIncidentNote: {
      cause: string;
      by: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      at: string;
    };
    /** @description One delivery. `key` is what the log calls it, `steps` how far it came, with the target's own ids. */
    ShownLine: {
      person: string;
      id: string;
      target: string;
      app: string;
      version: number;
      name: string;
      status: components['schemas']['Status'];
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      since: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      receivedAt: string;
      attempts: number;
      retryAt: string | null;
      reason: components['schemas']['ShownReason'] | null;
      receipt: components['schemas']['ShownReceipt'] | null;
      assigned: string;
      acts: string[];
      key: string;
      revision: number;
      steps: {
        [key: string]: string;
      };
      history: components['schemas']['HistoryLine'][];
    };
    /** @description The oldest first. `total` counts all that were asked for; `next` is the cursor of the next page, null at the end. */
    ShownLinePage: {
      items: components['schemas']['ListedDelivery'][];
      next: string | null;
      total: number;
    };
    /**
     * @description Minutes of work, by kind and by what it was done on (`platform`, or an app as it was written); `spent` is what consultants
     *     from outside cost, in kroner; `unannounced` of the `registrations` say that users were hit without notice.
     */
    ShownMaintenance: {
      registrations: number;
      minutes: number;
      byKind: {
        [key: string]: number;
      };
      bySystem: {
        [key: string]: number;
      };
      spent: string;
      unannounced: number;
    };
    /** @description What a figure is counted from. There are `more` runs than are told of, where there are very many. */
    ShownMinutes: {
      period: string;
      part: string;
      gross: components['schemas']['ShownUptime'];
      net: components['schemas']['ShownUptime'];
      runs: components['schemas']['ShownRun'][];
      more: number;
    };
    /**
     * @description A month's cost in kroner. `basis`: of the provider's bill, an estimate by the rates, or nothing is known of the month.
     *     `readAt` is when the meters were read last; `fault` what is wrong with the bill or the rates, empty for nothing.
     */
    ShownMonthCost: {
      month: string;
      /** @enum {string} */
      basis: 'bill' | 'rates' | 'none';
      cost: string | null;
      readAt: string | null;
      fault: string;
      charges: components['schemas']['ShownCharge'][];
      apps: components['schemas']['ShownAppCost'][];
    };
    /** @description One of several: how it stands now, or why nothing was done. */
    ShownMove: {
      person: string;
      id: string;
      target: string;
      status: components['schemas']['Status'] | null;
      problem: components['schemas']['ShownProblem'] | null;
    };
    /** @description In the order that they were asked for. */
    ShownMoves: {
      items: components['schemas']['ShownMove'][];
    };
    /**
     * @description What is promised of a figure, and how it went. `target` in per cent; `budget_minutes` may be down in the whole period,
     *     `budget_left_minutes` still, unknown ones taken as up. `verdict`: `open` while unknown minutes decide. `burn_rates` how many
     *     times faster than promised the budget went in the last hour, six hours and three days counted; null: too little is known.
     */
    ShownObjective: {
      name: string;
      figure: string;
      /** @enum {string} */
      basis: 'gross' | 'net';
      target: string;
      counted: components['schemas']['ShownUptime'];
      /** @enum {string} */
      verdict: 'met' | 'missed' | 'open';
      budgetMinutes: number;
      budgetLeftMinutes: number;
      burnRates: {
        [key: string]: number | null;
      };
    };
    /**
     * @description How the instance stands. `checks` is what a deep look saw. `definition_faults` are of definitions that are left out;
     *     `pending` counts the registrations that are not delivered yet and go on by themselves, `pending_since` tells of the
     *     oldest; `attention` counts those that need a person, by status: `uncertain` and `refused` a consultant, `blocked` and
     *     `parked` an operator. `held` are the targets that nothing goes out to. All are counted, however many there are.
     */
    ShownOperation: {
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      time: string;
      functions: string[];
      definitions: string[];
      definitionFaults: string[];
      queues: components['schemas']['ShownQueue'][];
      samples: {
        [key: string]: components['schemas']['ShownSample'] | null;
      };
      pending: number;
      pendingSince: string | null;
      attention: {
        [key: string]: components['schemas']['ShownGroup'];
      };
      held: components['schemas']['ShownHeld'][];
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      certificateExpires: string;
      gatewayChecked: boolean;
      checks: {
        [key: string]: 'ok' | 'care' | 'down' | 'unknown';
      };
      timers: {
        [key: string]: components['schemas']['ShownTimer'];
      };
    };
    /**
     * @description What people think of an app; `app` is empty for all that are told. `needs` and `easy` are averages of marks from 1 to 5,
     *     `score` is both from 0 to 100.
     */
    ShownOpinion: {
      app: string;
      answers: number;
      needs: string;
      easy: string;
      score: number;
    };
    /**
     * @description `state`: they are told of whole quarters (`by-quarter`), a week after the quarter's end (`collecting` until then). `tooFew`
     *     are the apps with fewer than five answers, which are not told.
     */
    ShownOpinions: {
      /** @enum {string} */
      state: 'by-quarter' | 'collecting' | 'counted';
      apps: components['schemas']['ShownOpinion'][];
      tooFew: string[];
    };
    /** @description How much is not delivered, and where. Everything is counted, however much there is; `targets` are all that there are. */
    ShownOverview: {
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      time: string;
      targets: string[];
      piles: components['schemas']['ShownPile'][];
      held: components['schemas']['ShownHold'][];
      takenToday: components['schemas']['ShownTakenToday'][];
      traffic: components['schemas']['ShownTraffic'][];
      queues: components['schemas']['ShownQueue'][];
    };
    /**
     * @description Deliveries that are counted together, since when the oldest is so, and the counts of the last day's hours, the oldest first
     *     (null: nobody counted). `status` is `received` for whatever goes on by itself.
     */
    ShownPile: {
      status: components['schemas']['Status'];
      target: string;
      app: string;
      count: number;
      since: string | null;
      hours: (number | null)[];
    };
    /** @description Why nothing was done: a stable code, and words for people. */
    ShownProblem: {
      code: string;
      title: string;
      detail: string;
    };
    /** @description `oldest` is when the message at the front was sent. */
    ShownQueue: {
      name: string;
      waiting: number;
      oldest: string | null;
    };
    /** @description Why it stands as it does: a stable code, and words for people. */
    ShownReason: {
      code: string;
      message: string;
    };
    /** @description The target's own id of what it took in. */
    ShownReceipt: {
      id: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      at: string;
    };
    /**
     * @description Minutes in a row that count as down or unknown, from `began` up to `ended`. `planned` of them lie in announced windows;
     *     `parts` are those that were so in any of them.
     */
    ShownRun: {
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      began: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      ended: string;
      minutes: number;
      /** @enum {string} */
      state: 'down' | 'unknown';
      planned: number;
      parts: string[];
    };
    /** @description One look at one dependency. */
    ShownSample: {
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      at: string;
      up: boolean;
      milliseconds: number;
    };
    /**
     * @description Minutes, or taps, of `count` registrations: half took at most `median`, nine of ten at most `ninetieth`; null where none is
     *     counted.
     */
    ShownSpread: {
      count: number;
      median: number | null;
      ninetieth: number | null;
    };
    /** @description By time. */
    ShownTaken: {
      target: string;
      /** Format: date */
      day: string;
      count: number;
      confirmed: number;
      items: components['schemas']['ShownTakenLine'][];
    };
    /** @description One of a target's day. `receipt` is its own id; empty where a person confirmed it without one. */
    ShownTakenLine: {
      id: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      at: string;
      receipt: string;
      confirmed: boolean;
    };
    /** @description How many deliveries a target has taken today; of these a person `confirmed` so many, who looked there and found them. */
    ShownTakenToday: {
      target: string;
      count: number;
      confirmed: number;
    };
    /**
     * @description A timer's heartbeat: `age_seconds` since its newest run ended, however it went; null: it never ran. More than
     *     `silent_after_seconds`, and it has stopped.
     */
    ShownTimer: {
      /** @enum {string} */
      pulse: 'beats' | 'fails' | 'silent' | 'unknown';
      everySeconds: number;
      silentAfterSeconds: number;
      ageSeconds: number | null;
      succeeded: components['schemas']['ShownTimerRun'] | null;
      failed: components['schemas']['ShownTimerRun'] | null;
    };
    /**
     * @description A run of a timer's work. `failed` names the steps that failed, with the kind of failure; `by` who started it by hand; both
     *     empty for none.
     */
    ShownTimerRun: {
      timer: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      began: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      ended: string;
      failed: string;
      by: string;
    };
    /**
     * @description What may go out to a target. `circuit` is `closed` while it does, `open` while nothing does (`since` then, null: it is
     *     closed), `half-open` while one may try. `inTurnSince` is since when deliveries wait to be released in order (null: they go by
     *     themselves), `waiting` how many have not gone yet, `atOnce` and `perMinute` the limit (0: none).
     */
    ShownTraffic: {
      target: string;
      circuit: components['schemas']['Circuit'];
      since: string | null;
      inTurnSince: string | null;
      waiting: number;
      atOnce: number;
      perMinute: number;
    };
    /**
     * @description Minutes up, down and unknown. `percent` of them were up, rounded down to three decimals; `highest` is what it would be if
     *     every unknown minute had been up; null where no minute is counted.
     */
    ShownUptime: {
      up: number;
      down: number;
      unknown: number;
      percent: string | null;
      highest: string | null;
    };
    /**
     * @description The uptimes of a period, from `start` up to `until`. Of the app's minutes down, `platform_down` are those in which the
     *     platform was down too, `app_down` its own. `planned_minutes` were announced as service windows.
     */
    ShownUptimeReport: {
      period: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      start: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      end: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      until: string;
      figures: components['schemas']['ShownFigure'][];
      dependencies: {
        [key: string]: components['schemas']['ShownUptime'];
      };
      platformDown: number;
      appDown: number;
      plannedMinutes: number;
      incidents: components['schemas']['ShownIncident'][];
      windows: components['schemas']['ShownWindow'][];
      objectives: components['schemas']['ShownObjective'][];
    };
    /** @description A service window. `withdrawn` is when it was called off; null: it was not. */
    ShownWindow: {
      id: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      start: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      end: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      announced: string;
      text: string;
      withdrawn: string | null;
    };
    /** @description Service windows, by their beginning. */
    ShownWindows: {
      items: components['schemas']['ShownWindow'][];
    };
    SignatureControl: {
      /** @constant */
      control: 'signature';
      maxLength: number;
    };
    /** @description An answer's text cut at a sign: the last of `into` gets what is left. */
    SplitLayout: {
      into: string[];
      at: string;
    };
    /**
     * @description Each is told of in `shared/domain/delivery_states.py`.
     * @enum {string}
     */
    Status:
      'received' | 'delivering' | 'delivered' | 'waiting' | 'blocked' | 'uncertain' | 'refused' | 'parked' | 'closed';
    /** @description A registration as it is sent; each app's own narrows `version` and `answers`. */
    Submission: {
      /** @description The version that the form was drawn from. */
      version: number;
      answers: {
        [key: string]: unknown;
      };
      answeredAt?: components['schemas']['AnsweredAt'];
      notCpr?: components['schemas']['NotCpr'];
      corrects?: components['schemas']['Corrects'];
      effort?: components['schemas']['Effort'];
    };
    /**
     * @description A registration as a list shows it. `status`, `target`, `reason` and `receipt` are of the delivery that needs most: one that
     *     is uncertain, then refused, blocked, waiting, being delivered, received, delivered. `revision` is one more each time that it
     *     is corrected; `card` are the lines below the title, in the reader's language; `followUp` the day on which somebody must come
     *     back to it.
     */
    Summary: {
      id: string;
      app: string;
      version: number;
      revision: number;
      title: string;
      card: string[];
      followUp: string | null;
      status: components['schemas']['Status'];
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      statusAt: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      receivedAt: string;
      target: string;
      reason: components['schemas']['ShownReason'] | null;
      receipt: components['schemas']['ShownReceipt'] | null;
    };
    /**
     * @description Newest first. `next` is the cursor of the next page, null at the end; a page of a search that holds nothing may have one,
     *     where there are older ones to look through.
     */
    SummaryPage: {
      items: components['schemas']['Summary'][];
      next: string | null;
    };
    TextControl: {
      /** @constant */
      control: 'text';
      minLength: number;
      maxLength: number;
      pattern: string | null;
      /** @description The message of a `pattern` fault. */
      patternHelp: components['schemas']['InLanguages'] | null;
      /** @enum {string} */
      inputMode: 'text' | 'tel' | 'email';
      /** @description The `cvr` field whose company fills it in, and with what; it is read-only then. */
      autofill: components['schemas']['AutofillLayout'] | null;
    };
    TimeControl: {
      /** @constant */
      control: 'time';
    };
    /**
     * @description A production unit (P-enhed). `p_number` has 10 digits; never checked by modulus 11, since one series was issued
     *     with wrong weights. `active` is false when it has ceased.
     */
    Unit: {
      pNumber: string;
      name: string;
      address: string;
      active: boolean;
    };
    /**
     * @description The units that fit, those in being first, by number. `total` counts all that fit; `next` is the cursor of the next page,
     *     null at the end.
     */
    UnitPage: {
      items: components['schemas']['Unit'][];
      total: number;
      next: string | null;
    };
    UrlControl: {
      /** @constant */
      control: 'url';
    };
    /** @description Shown with its message while the warning holds; the answer is `true` or absent. */
    WarningControl: {
      /** @constant */
      control: 'warning';
      message: components['schemas']['InLanguages'];
    };
    /**
     * @description A registration with its answers, its deliveries and its history, oldest line first. `isCorrectable`: it was refused, and no
     *     target took anything of it, so that other content may be sent in its place; `notCpr` are the JSON Pointers of the texts whose
     *     numbers the person says are no CPR numbers.
     */
    Whole: {
      id: string;
      app: string;
      version: number;
      revision: number;
      title: string;
      card: string[];
      followUp: string | null;
      status: components['schemas']['Status'];
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      statusAt: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      receivedAt: string;
      target: string;
      reason: components['schemas']['ShownReason'] | null;
      receipt: components['schemas']['ShownReceipt'] | null;
      isCorrectable: boolean;
      notCpr: string[];
      answers: {
        [key: string]: unknown;
      };
      deliveries: components['schemas']['ShownDelivery'][];
      history: components['schemas']['HistoryLine'][];
    };
    /** @description Why it is done: it can be read afterwards. */
    Why: {
      reason: string;
    };
    /** @description A service window, announced before it begins. */
    Window: {
      /**
       * Format: date-time
       * @description When it begins, in the future; whole minutes.
       */
      start: string;
      /**
       * Format: date-time
       * @description When it ends, at most two days later.
       */
      end: string;
      text: string;
    };
    YesNoControl: {
      /** @constant */
      control: 'yes-no';
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type AccessChange = components['schemas']['AccessChange'];
export type AccessLine = components['schemas']['AccessLine'];
export type AccessLines = components['schemas']['AccessLines'];
export type AccessPerson = components['schemas']['AccessPerson'];
export type Act = components['schemas']['Act'];
export type AddressControl = components['schemas']['AddressControl'];
export type Alive = components['schemas']['Alive'];
export type AnsweredAt = components['schemas']['AnsweredAt'];
export type AppShown = components['schemas']['AppShown'];
export type Apps = components['schemas']['Apps'];
export type AttachmentStored = components['schemas']['AttachmentStored'];
export type AutofillLayout = components['schemas']['AutofillLayout'];
export type Before = components['schemas']['Before'];
export type CalculatedControl = components['schemas']['CalculatedControl'];
export type Cause = components['schemas']['Cause'];
export type Checks = components['schemas']['Checks'];
export type ChoiceControl = components['schemas']['ChoiceControl'];
export type ChoicesControl = components['schemas']['ChoicesControl'];
export type Circuit = components['schemas']['Circuit'];
export type Company = components['schemas']['Company'];
export type CompanyName = components['schemas']['CompanyName'];
export type CompanyNames = components['schemas']['CompanyNames'];
export type CompiledDefinition = components['schemas']['CompiledDefinition'];
export type Condition = components['schemas']['Condition'];
export type Control = components['schemas']['Control'];
export type Corrects = components['schemas']['Corrects'];
export type CountedEffort = components['schemas']['CountedEffort'];
export type CprControl = components['schemas']['CprControl'];
export type CvrControl = components['schemas']['CvrControl'];
export type DateControl = components['schemas']['DateControl'];
export type DateTimeControl = components['schemas']['DateTimeControl'];
export type DecimalControl = components['schemas']['DecimalControl'];
export type Deep = components['schemas']['Deep'];
export type DraftKeys = components['schemas']['DraftKeys'];
export type DurationControl = components['schemas']['DurationControl'];
export type Effort = components['schemas']['Effort'];
export type EmailControl = components['schemas']['EmailControl'];
export type EntitiesControl = components['schemas']['EntitiesControl'];
export type EntityControl = components['schemas']['EntityControl'];
export type EntityList = components['schemas']['EntityList'];
export type EntityShown = components['schemas']['EntityShown'];
export type FieldCommon = components['schemas']['FieldCommon'];
export type FieldLayout = components['schemas']['FieldLayout'];
export type FieldProblem = components['schemas']['FieldProblem'];
export type FileControl = components['schemas']['FileControl'];
export type Formula = components['schemas']['Formula'];
export type Grant = components['schemas']['Grant'];
export type GroupControl = components['schemas']['GroupControl'];
export type HistoryLine = components['schemas']['HistoryLine'];
export type InLanguages = components['schemas']['InLanguages'];
export type IntegerControl = components['schemas']['IntegerControl'];
export type Json = components['schemas']['Json'];
export type ListLayout = components['schemas']['ListLayout'];
export type ListedDelivery = components['schemas']['ListedDelivery'];
export type ListedLayout = components['schemas']['ListedLayout'];
export type LongTextControl = components['schemas']['LongTextControl'];
export type Me = components['schemas']['Me'];
export type MigrationLayout = components['schemas']['MigrationLayout'];
export type MoneyControl = components['schemas']['MoneyControl'];
export type Moves = components['schemas']['Moves'];
export type NamedDelivery = components['schemas']['NamedDelivery'];
export type NotCpr = components['schemas']['NotCpr'];
export type NoteControl = components['schemas']['NoteControl'];
export type Opinion = components['schemas']['Opinion'];
export type OptionLayout = components['schemas']['OptionLayout'];
export type PNumberControl = components['schemas']['PNumberControl'];
export type PartLabels = components['schemas']['PartLabels'];
export type PhoneControl = components['schemas']['PhoneControl'];
export type PhotoControl = components['schemas']['PhotoControl'];
export type PositionControl = components['schemas']['PositionControl'];
export type Problem = components['schemas']['Problem'];
export type PutBack = components['schemas']['PutBack'];
export type Readiness = components['schemas']['Readiness'];
export type Reasoned = components['schemas']['Reasoned'];
export type RetentionLayout = components['schemas']['RetentionLayout'];
export type Rule = components['schemas']['Rule'];
export type SectionLayout = components['schemas']['SectionLayout'];
export type Settlement = components['schemas']['Settlement'];
export type ShownAnswers = components['schemas']['ShownAnswers'];
export type ShownAppCost = components['schemas']['ShownAppCost'];
export type ShownBefore = components['schemas']['ShownBefore'];
export type ShownCharge = components['schemas']['ShownCharge'];
export type ShownConsumption = components['schemas']['ShownConsumption'];
export type ShownDelivery = components['schemas']['ShownDelivery'];
export type ShownDraftKey = components['schemas']['ShownDraftKey'];
export type ShownEffect = components['schemas']['ShownEffect'];
export type ShownEffects = components['schemas']['ShownEffects'];
export type ShownEmptied = components['schemas']['ShownEmptied'];
export type ShownEmptiedMessage = components['schemas']['ShownEmptiedMessage'];
export type ShownFigure = components['schemas']['ShownFigure'];
export type ShownGrant = components['schemas']['ShownGrant'];
export type ShownGroup = components['schemas']['ShownGroup'];
export type ShownHeld = components['schemas']['ShownHeld'];
export type ShownHelper = components['schemas']['ShownHelper'];
export type ShownHelpers = components['schemas']['ShownHelpers'];
export type ShownHold = components['schemas']['ShownHold'];
export type ShownIncident = components['schemas']['ShownIncident'];
export type ShownIncidentNote = components['schemas']['ShownIncidentNote'];
export type ShownLine = components['schemas']['ShownLine'];
export type ShownLinePage = components['schemas']['ShownLinePage'];
export type ShownMaintenance = components['schemas']['ShownMaintenance'];
export type ShownMinutes = components['schemas']['ShownMinutes'];
export type ShownMonthCost = components['schemas']['ShownMonthCost'];
export type ShownMove = components['schemas']['ShownMove'];
export type ShownMoves = components['schemas']['ShownMoves'];
export type ShownObjective = components['schemas']['ShownObjective'];
export type ShownOperation = components['schemas']['ShownOperation'];
export type ShownOpinion = components['schemas']['ShownOpinion'];
export type ShownOpinions = components['schemas']['ShownOpinions'];
export type ShownOverview = components['schemas']['ShownOverview'];
export type ShownPile = components['schemas']['ShownPile'];
export type ShownProblem = components['schemas']['ShownProblem'];
export type ShownQueue = components['schemas']['ShownQueue'];
export type ShownReason = components['schemas']['ShownReason'];
export type ShownReceipt = components['schemas']['ShownReceipt'];
export type ShownRun = components['schemas']['ShownRun'];
export type ShownSample = components['schemas']['ShownSample'];
export type ShownSpread = components['schemas']['ShownSpread'];
export type ShownTaken = components['schemas']['ShownTaken'];
export type ShownTakenLine = components['schemas']['ShownTakenLine'];
export type ShownTakenToday = components['schemas']['ShownTakenToday'];
export type ShownTimer = components['schemas']['ShownTimer'];
export type ShownTimerRun = components['schemas']['ShownTimerRun'];
export type ShownTraffic = components['schemas']['ShownTraffic'];
export type ShownUptime = components['schemas']['ShownUptime'];
export type ShownUptimeReport = components['schemas']['ShownUptimeReport'];
export type ShownWindow = components['schemas']['ShownWindow'];
export type ShownWindows = components['schemas']['ShownWindows'];
export type SignatureControl = components['schemas']['SignatureControl'];
export type SplitLayout = components['schemas']['SplitLayout'];
export type Status = components['schemas']['Status'];
export type Submission = components['schemas']['Submission'];
export type Summary = components['schemas']['Summary'];
export type SummaryPage = components['schemas']['SummaryPage'];
export type TextControl = components['schemas']['TextControl'];
export type TimeControl = components['schemas']['TimeControl'];
export type Unit = components['schemas']['Unit'];
export type UnitPage = components['schemas']['UnitPage'];
export type UrlControl = components['schemas']['UrlControl'];
export type WarningControl = components['schemas']['WarningControl'];
export type Whole = components['schemas']['Whole'];
export type Why = components['schemas']['Why'];
export type Window = components['schemas']['Window'];
export type YesNoControl = components['schemas']['YesNoControl'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
