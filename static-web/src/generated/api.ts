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
     * @description An entry of the audit trail. `by`: a name, a number, or what made the change; `about`: the registration whose answers were
     *     read, or empty.
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
    /**
     * @description A person's entry in the access list. `number`: what they see themselves while they wait for access; `version`: to be sent
     *     with a change.
     */
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
     * @description Entries of the access list: first those who wait for access, then the others by name. `total` and `waiting` count
     *     everything that the search matches; at most a hundred are shown. `roles`: those that can be granted.
     */
    AccessLines: {
      items: components['schemas']['AccessLine'][];
      total: number;
      waiting: number;
      roles: string[];
    };
    /** @description A person's entry in the access list, with every change of it, newest first. */
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
     * @description What was done to an entry. `ASKED`: signed in without a role. `CAME`: signed in with a role that nobody granted at that
     *     time, by the broker's privileges or because its first day has come. `READ`: they read somebody's answers in order to handle a
     *     delivery.
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
     * @description An app. `targets`: where its registrations are delivered, names of the catalogue of targets. `isDraft`: it is not
     *     published, and its registrations are not delivered; `withdrawn`: the first day on which it takes no new registrations.
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
    /** @description The published apps, by name, followed by drafts. */
    Apps: {
      items: components['schemas']['AppShown'][];
    };
    /** @description A stored attachment. `sha256` in hex. */
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
    /** @description What a task took before there was an app for it. */
    Before: {
      task: string & unknown;
      value: number;
      unit: string & unknown;
      source: string & unknown;
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
    /** @description What caused an incident, and what was done about it. */
    Cause: {
      cause: string & unknown;
    };
    /** @description The latest sample of each dependency; null where there is none, which means unknown and never up. */
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
     * @description A company in the results of a search.
     *
     *     `known_as`: another name that matches the search (a unit's, a secondary or a former one); empty where the company's own does.
     *     `active`: false when it has ceased. `address`: empty, or the town alone, where the register protects it or it is a sole
     *     proprietor's home.
     */
    CompanyName: {
      cvr: string;
      name: string;
      knownAs: string;
      address: string;
      active: boolean;
    };
    /** @description Companies, at most ten. */
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
    /** @description `down`: something holds registrations up. */
    Deep: {
      /** @enum {string} */
      status: 'ok' | 'down';
    };
    /** @description The keys of the person's drafts on a phone: the first encrypts, the others decrypt older drafts. */
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
    /** @description The options that another app's registrations make. */
    EntityList: {
      items: components['schemas']['EntityShown'][];
    };
    /** @description An option: the id of a registration, and its title. */
    EntityShown: {
      value: string;
      label: string;
    };
    /** @description Why a delivery of the day that is missing or doubled is right as it is. */
    Explanation: {
      /**
       * Format: date
       * @description The day in Denmark.
       */
      day: string;
      reason: string & unknown;
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
    /**
     * @description What a target was found to have of a delivery: exactly one, none, or several; or it was asked for and could not be found
     *     out.
     * @enum {string}
     */
    Finding: 'there' | 'missing' | 'doubled' | 'unknown';
    /** @description A compiled expression: nested arrays and constants (`docs/definition-language.md`). */
    Formula: {
      $expr: components['schemas']['Json'];
    };
    /** @description The access that a person has from now on. */
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
     * @description A change of status. `by`: a person's name, or `system`; `target`: empty where there is only one. Repeated tries with the
     *     same outcome are one line: `count` of them, the first `at`, the newest `last` (null where there is only one).
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
    /** @description Which hold is ended. */
    LetGo: {
      /**
       * Format: date-time
       * @description Since when the target was held as the person saw it. Where it was held anew after that, nothing is done, and the answer is a conflict. Null: however it is held.
       */
      since?: string | null;
    };
    /** @description A list with columns, named once for all fields that choose in it. */
    ListLayout: {
      columns: string[];
      /** @description Each the option's value, its Danish and its English label, and a cell for each column. */
      rows: (string | number | null)[][];
    };
    /**
     * @description A delivery in the list, without answers. `person`: the key of who registered it; `name`: their name; `since`: since when it
     *     has been in this state; `assigned`: who was asked to handle it (empty: nobody); `acts`: what the caller may do with it;
     *     `etag`: to be named in a move, so that nothing is done to a delivery that has changed since; `appTitle`: null where this
     *     version of the product does not have the app.
     */
    ListedDelivery: {
      person: string;
      id: string;
      target: string;
      app: string;
      appTitle: components['schemas']['InLanguages'] | null;
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
      etag: string;
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
     * @description The signed-in person, when their session expires, and when their working day ends. Without `roles` they can use nothing
     *     else: `number` is what they tell an operator, `contact` whom to ask (empty: not configured).
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
     * @description The same act for several deliveries. `close` and `park` need a reason; `delivered` may bring a receipt where it is for one
     *     delivery only; `hand` assigns it to the person key in `to` (null: to nobody).
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
    } & unknown;
    /** @description A delivery. `target` is `-` where it was stored before deliveries had a target's name. */
    NamedDelivery: {
      person: string;
      id: string;
      target: string;
      /** @description The delivery's `etag` as the person saw it. Where it has changed since, nothing is done. Null or empty: whatever its state. */
      etag?: string | null;
    };
    /** @description JSON Pointers of the texts whose numbers have the shape of a CPR number and are none, as the person says. */
    NotCpr: string[] | null;
    /** @description A note to the reader; it has no answer. */
    NoteControl: {
      /** @constant */
      control: 'note';
      text: components['schemas']['InLanguages'];
    };
    /** @description What somebody thinks of an app; nothing in it says who. */
    Opinion: {
      /** @description Made for the answer, so that a repeat is harmless. */
      id: string;
      app: string & unknown;
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
      /** @description The id of the `cvr` field of the same object. */
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
    /** @description Whether a registration could be accepted now: `ok` or `down`, and what was checked. */
    Readiness: {
      status: string;
      checks: {
        [key: string]: boolean;
      };
    };
    /** @description A reason, for the audit trail. */
    Reasoned: {
      /** @description `version` of the line that was looked at. */
      version: string;
      reason: string & unknown;
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
      /**
       * Format: date-time
       * @description The delivery's `statusAt` as the person saw it. Where its present state began after that, nothing is done, and the answer is a conflict. Null: whatever its state.
       */
      statusAt?: string | null;
    };
    /** @description The answers of a registration, and the version of the app that they were given to. */
    ShownAnswers: {
      app: string;
      version: number;
      title: string;
      answers: {
        [key: string]: unknown;
      };
    };
    /** @description One app's share of the cost, in kroner; the shares add up to the total. `perRegistration`: null where there was none. */
    ShownAppCost: {
      app: string;
      registrations: number;
      cost: string;
      perRegistration: string | null;
    };
    /** @description What a task took before there was an app: `value` in `unit` for `task`, read in `source`. */
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
    /** @description How many packages were put into operation, and which versions of forms went live. */
    ShownChanges: {
      releases: number;
      versions: components['schemas']['ShownLiveVersion'][];
    };
    /**
     * @description The reading and cost of one meter, in kroner: `billed` of `consumed` units were beyond the free amount. `source`: where the
     *     price is from, the bill or a price list.
     */
    ShownCharge: {
      meter: string;
      unit: string;
      consumed: string;
      billed: string;
      cost: string;
      source: string;
    };
    /** @description The cost of a period's months, in kroner; `cost`: null where nothing is known of a month that has begun. */
    ShownConsumption: {
      period: string;
      months: components['schemas']['ShownMonthCost'][];
      cost: string | null;
      apps: components['schemas']['ShownAppCost'][];
    };
    /**
     * @description The state of a registration's delivery to one target.
     *
     *     `target`: empty for registrations stored before they could have several; it is the app's own then. `held`: why operators let
     *     nothing be sent to it (null: they do not hold it); `assigned`: who was asked to handle it (empty: nobody); `acts`: what its
     *     consultant can do with it, outcomes of `settle`.
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
    /** @description A key for AES-GCM, 32 bytes in base64, and its id, which is stored with what it encrypts. */
    ShownDraftKey: {
      id: string;
      key: string;
    };
    /**
     * @description What one app did; `app` is empty for all together.
     *
     *     Minutes are from the visit until the server had the registration (`toAccepted`) and until the last case system had it. Of
     *     `dated` registrations, which tell when the visit was, `atVisit` were begun within an hour of it. `corrected` were refused and
     *     sent again; `answered` of `asked` questions are answered; a company is counted once; `repeatsAvoided` were sent again and
     *     stored once. `taps`, `keys` and `inForm` (minutes) are what the form took, where it is counted; of the registrations of fewer
     *     than five people they are not shown.
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
     * @description Effect and maintenance of a period, what people think, and the figures of before. `reckonedAt`: null where it has not been
     *     calculated yet, which happens each night. `titles`: those of the apps that are served, by app.
     */
    ShownEffects: {
      period: string;
      reckonedAt: string | null;
      apps: components['schemas']['ShownEffect'][];
      maintenance: components['schemas']['ShownMaintenance'] | null;
      opinions: components['schemas']['ShownOpinions'];
      changes: components['schemas']['ShownChanges'];
      before: components['schemas']['ShownBefore'][];
      titles: {
        [key: string]: components['schemas']['InLanguages'];
      };
    };
    ShownEmptied: {
      items: components['schemas']['ShownEmptiedMessage'][];
    };
    /** @description A message of the poison queue. `key`: empty where it was not ours; `status`: null where it has no row. */
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
    /** @description Roles in a team, from the first day to the last, both included. */
    ShownGrant: {
      roles: string[];
      team: string;
      validFrom: string | null;
      validTo: string | null;
    };
    /** @description A number of registrations. `since`: since when the oldest of them has been in this state, null where there are none. */
    ShownGroup: {
      count: number;
      since: string | null;
    };
    /**
     * @description What has become of a delivery: its state now, and the last line of its history: when it was written (`since`; without one,
     *     since when the state stands), and by whom (`by`).
     */
    ShownHappened: {
      status: components['schemas']['Status'];
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      since: string;
      by: string;
    };
    /** @description A target that an operator holds: since when, and why. */
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
    /** @description A person who can be asked to handle a delivery. */
    ShownHelper: {
      key: string;
      name: string;
      roles: string[];
      team: string;
    };
    /** @description Persons, by name. */
    ShownHelpers: {
      items: components['schemas']['ShownHelper'][];
    };
    /**
     * @description A held target, to which nothing is sent. `holdsFrom`: when every instance knows it; `drainedBy`: when no delivery can be
     *     under way any more.
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
     * @description An incident. `ended`: null while it is open; `repair_minutes`: from the first minute down to the first up again; `note`: an
     *     operator's.
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
    /** @description An operator's note on an incident, and when it was written. */
    ShownIncidentNote: {
      cause: string;
      by: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      at: string;
    };
    /** @description One delivery. `key`: its name in the log; `steps`: how far it has come, with the target's own ids. */
    ShownLine: {
      person: string;
      id: string;
      target: string;
      app: string;
      appTitle: components['schemas']['InLanguages'] | null;
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
      etag: string;
      key: string;
      revision: number;
      steps: {
        [key: string]: string;
      };
      history: components['schemas']['HistoryLine'][];
    };
    /**
     * @description Deliveries, oldest first. `time`: when they were read; `total`: the number of all that match; `next`: the cursor of the
     *     next page, null at the end.
     */
    ShownLinePage: {
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      time: string;
      items: components['schemas']['ListedDelivery'][];
      next: string | null;
      total: number;
    };
    /** @description A version of a form that went live. `days`: since its first draft; null where that is unknown. */
    ShownLiveVersion: {
      app: string;
      version: number;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      at: string;
      days: number | null;
    };
    /**
     * @description Minutes of work, by kind and by what they were spent on (`platform`, or an app as it was written). `spent`: the cost of
     *     external consultants, in kroner; `unannounced`: how many of the `registrations` say that users were affected without
     *     notice.
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
    /** @description The minutes behind a figure. `more`: how many further runs there are, where there are very many. */
    ShownMinutes: {
      period: string;
      part: string;
      gross: components['schemas']['ShownUptime'];
      net: components['schemas']['ShownUptime'];
      runs: components['schemas']['ShownRun'][];
      more: number;
    };
    /**
     * @description A month's cost in kroner. `basis`: the provider's bill, an estimate by the rates, or nothing is known of the month.
     *     `readAt`: when the oldest reading that counts was made; `fault`: what is wrong with the bill, empty for nothing;
     *     `rateMissing`: the meter whose prices begin later, so that there is no estimate, otherwise empty; `unknown`: the meters that
     *     could not be read, which an estimate does not count; `unpriced`: those that have a reading and no price.
     */
    ShownMonthCost: {
      month: string;
      /** @enum {string} */
      basis: 'bill' | 'rates' | 'none';
      cost: string | null;
      readAt: string | null;
      fault: string;
      rateMissing: string;
      unknown: string[];
      unpriced: string[];
      charges: components['schemas']['ShownCharge'][];
      apps: components['schemas']['ShownAppCost'][];
    };
    /**
     * @description The result for one of several deliveries: its state and `etag` now, or why nothing was done. `happened`: what was done to
     *     it before, where that is the reason.
     */
    ShownMove: {
      person: string;
      id: string;
      target: string;
      status: components['schemas']['Status'] | null;
      etag: string;
      problem: components['schemas']['ShownProblem'] | null;
      happened: components['schemas']['ShownHappened'] | null;
    };
    /** @description The results, in the order of the request. */
    ShownMoves: {
      items: components['schemas']['ShownMove'][];
    };
    /**
     * @description A service level objective and its outcome.
     *
     *     `target` in per cent; `budget_minutes`: the downtime allowed in the whole period; `budget_left_minutes`: what is left of it,
     *     with unknown minutes taken as up. `verdict`: `open` while unknown minutes decide. `burn_rates`: how many times faster than
     *     allowed the budget was used in the last hour, six hours and three days; null where too little is known.
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
     * @description The state of the instance.
     *
     *     `checks`: the results of the deep health check. `definition_faults`: of definitions that are left out. `pending`: the number
     *     of registrations that are not delivered yet and continue automatically; `pending_since`: the age of the oldest. `attention`:
     *     the number of those that need a person, by status: `uncertain` and `refused` a consultant, `blocked` and `parked` an operator.
     *     `held`: the targets that nothing is sent to. The counts include all registrations, however many.
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
     * @description `state`: they are shown for whole quarters only (`by-quarter`), a week after the quarter's end (`collecting` until then).
     *     `tooFew`: the apps with fewer than five answers, which are not shown.
     */
    ShownOpinions: {
      /** @enum {string} */
      state: 'by-quarter' | 'collecting' | 'counted';
      apps: components['schemas']['ShownOpinion'][];
      tooFew: string[];
    };
    /**
     * @description How many deliveries are not made, and where. Everything is counted; `targets` are all that there are.
     *     `canBeAsked`: those that can be asked what they have; `unmatched`: what they were found not to have, of the last week.
     */
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
      canBeAsked: string[];
      unmatched: components['schemas']['ShownUnmatched'][];
    };
    /**
     * @description Deliveries that are counted together, the age of the oldest, and the counts of the last day's hours, oldest first (null:
     *     not counted). `status` is `received` for all that continue automatically; `appTitle` is null where this version of the product
     *     does not have the app.
     */
    ShownPile: {
      status: components['schemas']['Status'];
      target: string;
      app: string;
      appTitle: components['schemas']['InLanguages'] | null;
      count: number;
      since: string | null;
      hours: (number | null)[];
    };
    /** @description Why nothing was done: a stable code, and a text for people. */
    ShownProblem: {
      code: string;
      title: string;
      detail: string;
    };
    /** @description A queue. `oldest`: when the message at the front was sent. */
    ShownQueue: {
      name: string;
      waiting: number;
      oldest: string | null;
    };
    /** @description Why a delivery is in its state: a stable code, and a text for people. */
    ShownReason: {
      code: string;
      message: string;
    };
    /** @description The target's own id of what it took. */
    ShownReceipt: {
      id: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      at: string;
    };
    /**
     * @description Consecutive minutes that count as down or unknown, from `began` up to `ended`. `planned` of them lie in announced windows;
     *     `parts` are the dependencies that were down or unknown in any of them.
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
    /** @description One probe of one dependency. */
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
     * @description Minutes, or taps, of `count` registrations: half took at most `median`, nine in ten at most `ninetieth`; null where none is
     *     counted.
     */
    ShownSpread: {
      count: number;
      median: number | null;
      ninetieth: number | null;
    };
    /**
     * @description Deliveries that a target took, by time. `canBeAsked`: whether the target can be asked what it has; `there`, `missing`,
     *     `doubled` and `unknown` count what was found; what was not asked for yet is unknown. `stopped`: why a call that asked has not
     *     asked for all (empty: it has, null: it did not ask).
     */
    ShownTaken: {
      target: string;
      /** Format: date */
      day: string;
      count: number;
      confirmed: number;
      canBeAsked: boolean;
      there: number;
      missing: number;
      doubled: number;
      unknown: number;
      stopped: components['schemas']['Stopped'] | null;
      items: components['schemas']['ShownTakenLine'][];
    };
    /**
     * @description A delivery that a target took on the day.
     *
     *     `person`: the key of who registered it. `receipt`: the target's own id; empty where a person confirmed it without one.
     *     `finding`: what the target was found to have of it at `checkedAt` (null: not asked for yet), and where that is
     *     unknown, `unknownBecause`; `foundIds`: the target's own ids then.
     *     `explained`: why it is right as it is, in the words of `explainedBy`.
     */
    ShownTakenLine: {
      person: string;
      id: string;
      /**
       * Format: date-time
       * @description UTC, whole seconds, with `Z`.
       */
      at: string;
      receipt: string;
      confirmed: boolean;
      finding: components['schemas']['Finding'] | null;
      unknownBecause: components['schemas']['Unknown'];
      foundIds: string[];
      checkedAt: string | null;
      explained: string;
      explainedBy: string;
    };
    /**
     * @description How many deliveries a target has taken today. `confirmed`: how many of them a person confirmed after looking in the target
     *     system.
     */
    ShownTakenToday: {
      target: string;
      count: number;
      confirmed: number;
    };
    /**
     * @description A timer's heartbeat. `age_seconds`: since its newest run ended, successful or not; null where it never ran. Beyond
     *     `silent_after_seconds` the timer has stopped.
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
     * @description A run of a timer's work. `failed`: the steps that failed, with the type of the failure; `by`: who started it by hand; both
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
     * @description How much may be sent to a target.
     *
     *     `circuit`: `closed` in normal operation, `open` while nothing is sent (`since` then, otherwise null), `half-open` while one
     *     delivery may try. `inTurnSince`: since when deliveries wait to be released in order (null: they do not); `waiting`: how many
     *     are not sent yet; `atOnce`, `perMinute`: the limit (0: none).
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
    /** @description How many deliveries of a day a target was found not to have, or to have several times, and nobody has explained. */
    ShownUnmatched: {
      target: string;
      /** Format: date */
      day: string;
      missing: number;
      doubled: number;
    };
    /**
     * @description Minutes up, down and unknown. `percent`: the share of minutes up, rounded down to three decimals; `highest`: what it would
     *     be if every unknown minute had been up; null where no minute is counted.
     */
    ShownUptime: {
      up: number;
      down: number;
      unknown: number;
      percent: string | null;
      highest: string | null;
    };
    /**
     * @description The uptimes of a period, from `start` up to `until`. Of the app's minutes down, the platform was down too in
     *     `platform_down`; `app_down` are the rest. `planned_minutes` were announced as service windows.
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
    /** @description A service window. `withdrawn`: when it was called off; null where it was not. */
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
     * @description The state of a delivery; each is described in `shared/domain/delivery_states.py`.
     * @enum {string}
     */
    Status:
      'received' | 'delivering' | 'delivered' | 'waiting' | 'blocked' | 'uncertain' | 'refused' | 'parked' | 'closed';
    /**
     * @description Why not every delivery of the day was asked for. `NO`: they were, as far as they can be.
     * @enum {string}
     */
    Stopped: '' | 'limit' | 'held' | 'unreachable';
    /** @description A registration to send; each app's own schema narrows `version` and `answers`. */
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
     * @description A registration as a list shows it.
     *
     *     `status`, `target`, `reason` and `receipt` are of the delivery that needs attention most: one that is uncertain, then refused,
     *     blocked, waiting, being delivered, received, delivered. `revision`: counts the corrections; `card`: the lines below the title,
     *     in the reader's language; `followUp`: the day of follow-up; `targets`: where all its deliveries go (empty where this was not
     *     stored yet).
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
      targets: string[];
      reason: components['schemas']['ShownReason'] | null;
      receipt: components['schemas']['ShownReceipt'] | null;
    };
    /**
     * @description Registrations, newest first. `next`: the cursor of the next page, null at the end; an empty page of a search may have one,
     *     where there are older registrations to search.
     */
    SummaryPage: {
      items: components['schemas']['Summary'][];
      next: string | null;
    };
    /** @description A day on which a target took deliveries. */
    TakenDay: {
      /**
       * Format: date
       * @description The day in Denmark.
       */
      day: string;
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
     * @description A production unit (P-enhed). `p_number` has 10 digits; modulus 11 is not checked, since one series was issued with wrong
     *     weights. `active`: false when it has ceased.
     */
    Unit: {
      pNumber: string;
      name: string;
      address: string;
      active: boolean;
    };
    /**
     * @description The matching units, active ones first, by number. `total`: the number of all that match; `next`: the cursor of the next
     *     page, null at the end.
     */
    UnitPage: {
      items: components['schemas']['Unit'][];
      total: number;
      next: string | null;
    };
    /**
     * @description Why it could not be found out. `NO`: it was.
     * @enum {string}
     */
    Unknown: '' | 'erased' | 'form-gone' | 'place-gone' | 'unreadable' | 'short';
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
     * @description A registration with its answers, its deliveries and its history, oldest line first.
     *
     *     `isCorrectable`: it was refused, and no target took any part of it, so that other content may be sent in its place; `notCpr`:
     *     the JSON Pointers of texts whose numbers the person says are no CPR numbers.
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
      targets: string[];
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
    /** @description The reason for an action, which can be read afterwards. */
    Why: {
      reason: string & unknown;
    };
    /** @description A service window to announce. */
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
      text: string & unknown;
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
export type Explanation = components['schemas']['Explanation'];
export type FieldCommon = components['schemas']['FieldCommon'];
export type FieldLayout = components['schemas']['FieldLayout'];
export type FieldProblem = components['schemas']['FieldProblem'];
export type FileControl = components['schemas']['FileControl'];
export type Finding = components['schemas']['Finding'];
export type Formula = components['schemas']['Formula'];
export type Grant = components['schemas']['Grant'];
export type GroupControl = components['schemas']['GroupControl'];
export type HistoryLine = components['schemas']['HistoryLine'];
export type InLanguages = components['schemas']['InLanguages'];
export type IntegerControl = components['schemas']['IntegerControl'];
export type Json = components['schemas']['Json'];
export type LetGo = components['schemas']['LetGo'];
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
export type ShownChanges = components['schemas']['ShownChanges'];
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
export type ShownHappened = components['schemas']['ShownHappened'];
export type ShownHeld = components['schemas']['ShownHeld'];
export type ShownHelper = components['schemas']['ShownHelper'];
export type ShownHelpers = components['schemas']['ShownHelpers'];
export type ShownHold = components['schemas']['ShownHold'];
export type ShownIncident = components['schemas']['ShownIncident'];
export type ShownIncidentNote = components['schemas']['ShownIncidentNote'];
export type ShownLine = components['schemas']['ShownLine'];
export type ShownLinePage = components['schemas']['ShownLinePage'];
export type ShownLiveVersion = components['schemas']['ShownLiveVersion'];
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
export type ShownUnmatched = components['schemas']['ShownUnmatched'];
export type ShownUptime = components['schemas']['ShownUptime'];
export type ShownUptimeReport = components['schemas']['ShownUptimeReport'];
export type ShownWindow = components['schemas']['ShownWindow'];
export type ShownWindows = components['schemas']['ShownWindows'];
export type SignatureControl = components['schemas']['SignatureControl'];
export type SplitLayout = components['schemas']['SplitLayout'];
export type Status = components['schemas']['Status'];
export type Stopped = components['schemas']['Stopped'];
export type Submission = components['schemas']['Submission'];
export type Summary = components['schemas']['Summary'];
export type SummaryPage = components['schemas']['SummaryPage'];
export type TakenDay = components['schemas']['TakenDay'];
export type TextControl = components['schemas']['TextControl'];
export type TimeControl = components['schemas']['TimeControl'];
export type Unit = components['schemas']['Unit'];
export type UnitPage = components['schemas']['UnitPage'];
export type Unknown = components['schemas']['Unknown'];
export type UrlControl = components['schemas']['UrlControl'];
export type WarningControl = components['schemas']['WarningControl'];
export type Whole = components['schemas']['Whole'];
export type Why = components['schemas']['Why'];
export type Window = components['schemas']['Window'];
export type YesNoControl = components['schemas']['YesNoControl'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
