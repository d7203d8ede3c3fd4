/**
 * What the server takes and says, made of the schemas that check requests and describe responses. Written by `npm run api-types`; a test
 * fails while it is not what the schemas are.
 */
/* biome-ignore-all format: generated */

/** A file that was kept; replaced where another of that name was there. */
export type AddedFile = {
  path: string;
  documents: number;
  characters: number;
  replaced: boolean;
};

export type Addition = {
  generation: string | null;
  vectors: "none" | "building" | "ready";
  added: Array<AddedFile>;
  refused: Array<RefusedFile>;
  documents: Array<DocumentSummary>;
};

export type Answer = {
  /** Plain text or simple Markdown with [n] markers */
  answer: string;
  language: "zh" | "en";
  /** Nothing of the question is answered */
  refused: boolean;
  /** Why it is refused; null where it is not */
  reason: Reason | null;
  /** Parts of the question that are not answered */
  missing: Array<{
    what: string;
    reason: Reason;
  }>;
  /** Questions that can be answered */
  suggestions: Array<string>;
  understood: Understood;
  citations: Array<Citation>;
  table: AnswerTable | null;
  /** The index generation that answered */
  generation: string;
  /** model where at least one sentence is in a language model’s words */
  mode: "extract" | "model";
  /** Sentences that a language model reworded, kept as proved, and had blocked by the check */
  wording: {
    model: string;
    reworded: number;
    kept: number;
    blocked: number;
  } | null;
  /** Why a language model did not word all of it */
  notice: {
    code: "model-unavailable" | "model-timeout" | "model-context";
    message: string;
  } | null;
  ms: number;
  /** Only from the command line with --passages */
  chunks?: Array<{
    document: string;
    region: string | null;
    quote: string;
  }>;
};

/** Regions by indicators, a cited figure a cell. */
export type AnswerTable = {
  columns: Array<{
    indicator: string;
    kind: "target" | "result";
    year: number;
    unit: string;
    label: string;
  }>;
  rows: Array<{
    region: string;
    year: number;
    cells: Array<TableCell>;
  }>;
  coverage: {
    stated: Array<string>;
    missing: Array<string>;
  };
};

export type AuditEntry = {
  id: number;
  /** When it began, ISO 8601 */
  at: string;
  /** Name of the token; `local` where none is asked for */
  who: string;
  role: string;
  address: string;
  method: string;
  path: string;
  /** Such as the names of added files */
  what: string | null;
  /** Null where the server ended before the change did */
  status: number | null;
};

export type ChatCompletion = {
  id: string;
  created: number;
  model: string;
  object: "chat.completion";
  choices: Array<{
    index: number;
    message: {
      role: "assistant";
      /** The answer and the list of its sources */
      content: string;
      refusal: null;
      citations: Array<Citation>;
    };
    logprobs: null;
    finish_reason: "stop";
  }>;
  usage: {
    prompt_tokens: number;
    completion_tokens: number;
    total_tokens: number;
  };
};

export type ChatCompletionChunk = {
  id: string;
  created: number;
  model: string;
  object: "chat.completion.chunk";
  choices: Array<{
    index: number;
    delta: {
      role?: "assistant";
      content?: string;
      citations?: Array<Citation>;
    };
    logprobs: null;
    finish_reason: "stop" | null;
  }>;
  usage?: {
    prompt_tokens: number;
    completion_tokens: number;
    total_tokens: number;
  };
};

/** What proves a sentence or a figure. */
export type Citation = {
  /** The n of the marker [n] */
  number: number;
  /** For GET /api/passages/{id} */
  passage: string;
  /** For GET /api/documents/{id}/source */
  document: string;
  /** Name of the report inside the document */
  report: string;
  title: string;
  region: string | null;
  /** For a city its province's full name */
  parent: string | null;
  /** The report's year */
  year: number | null;
  /** Headings from the top down */
  section: Array<string>;
  /** Exactly source.slice(start, end), in UTF-16 code units */
  quote: string;
  start: number;
  end: number;
};

export type ConversationSummary = {
  id: string;
  title: string;
  /** ISO 8601 */
  updated: string;
};

export type Correction = {
  document: string;
  report: string | null;
  field: "region" | "parent" | "level" | "year" | "kind" | "title" | "speaker" | "date" | "partial" | "ignore";
  value: string | number | boolean;
  /** catalog.json, or made here and kept in STATE_DIR */
  from: "catalog" | "page";
};

export type Difference = {
  start: number;
  end: number;
  /** Exactly the source from start to end */
  source: string;
  /** What search and figures see instead; empty for what was left out */
  clean: string;
  /** A letter or figure differs; only spaces, widths, punctuation and marks do; nothing of it is seen */
  kind: "words" | "signs" | "left-out";
};

export type Document = {
  /** The path below REPORTS_DIR without its ending */
  id: string;
  path: string;
  format: "txt" | "md" | "docx" | "pdf" | "html" | "csv" | "xlsx";
  encoding: string | null;
  characters: number;
  passages: number;
  figures: number;
  warningCount: number;
  /** The file that it stands in, with others where that is an archive or a table */
  file: string;
  /** Added by hand: its file lives in STATE_DIR/uploads */
  upload: boolean;
  /** Left out by a correction; its file is still there */
  hidden: boolean;
  sections: number;
  corrections: Array<Correction>;
  hash: string;
  pages: Array<{
    page: number;
    start: number;
  }> | null;
  warnings: Array<Warning>;
  reports: Array<Report>;
};

export type DocumentSummary = {
  /** The path below REPORTS_DIR without its ending */
  id: string;
  path: string;
  format: "txt" | "md" | "docx" | "pdf" | "html" | "csv" | "xlsx";
  encoding: string | null;
  characters: number;
  passages: number;
  figures: number;
  warningCount: number;
  /** The file that it stands in, with others where that is an archive or a table */
  file: string;
  /** Added by hand: its file lives in STATE_DIR/uploads */
  upload: boolean;
  /** Left out by a correction; its file is still there */
  hidden: boolean;
  sections: number;
  corrections: Array<Correction>;
  warnings: Array<{
    code: string;
    message: string;
    count: number;
  }>;
  reports: Array<ReportSummary>;
};

/** The body of every error response, and of the `error` event of a stream. */
export type Error = {
  error: {
    /** Machine-readable; stays the same when the words change */
    code: string;
    /** What was expected and what was found */
    message: string;
    /** What to do */
    hint?: string;
  };
};

export type Health = {
  /** True when questions can be answered */
  ok: boolean;
  generation: string | null;
  vectors: "none" | "building" | "ready";
};

export type IndicatorCorrection = {
  /** Id of the row; null for one of corrections.json */
  row: string | null;
  region: string;
  indicator: string;
  year: number;
  kind: "target" | "result";
  was: number | Array<never> | null;
  verdict: "right" | "wrong" | "value";
  figure: {
    value: number | null;
    low: number | null;
    high: number | null;
    unit: string;
    qualifier: string;
  } | null;
  note: string;
  made: string | null;
  origin: "page" | "file";
};

export type IndicatorRow = {
  region: string;
  /** The year that the figure speaks of */
  year: number;
  indicator: string;
  kind: "target" | "result";
  /** One figure; null for a range and for words without a number */
  value: number | null;
  low: number | null;
  high: number | null;
  unit: string;
  /** The report's own words, such as 左右 */
  qualifier: string;
  basis: "growth" | "level" | "cumulative" | "comparable" | "real";
  /** "region" for the whole region */
  scope: string;
  text: string;
  document: string;
  report: string;
  /** Exactly source.slice(start, end) */
  quote: string;
  start: number;
  end: number;
  passage: string;
  confidence: number;
  rule: string;
  /** The same report says something else of the same figure */
  disputed: boolean;
  /** Made of what the row says: the same when the reports are read again */
  id: string;
  /** The figure as an English table has it, such as "630,000 people or more" */
  english: string;
  /** False where a report says nothing of it; only with missing=true */
  stated: boolean;
  /** What a person said of it; "value": the figure is the one that a person gave */
  corrected: "right" | "wrong" | "value" | null;
  /** The report's own figure, where a person gave another */
  was: {
    value: number | null;
    low: number | null;
    high: number | null;
    unit: string;
    qualifier: string;
  } | null;
};

/** A request or notification of MCP. */
export type JsonRpcRequest = {
  jsonrpc: "2.0";
  id?: string | number;
  method: string;
  params?: Record<string, unknown>;
};

export type JsonRpcResponse = {
  jsonrpc: "2.0";
  id: string | number | null;
  result?: Record<string, unknown>;
  error?: {
    code: number;
    message: string;
    data?: unknown;
  };
};

export type Model = {
  id: string;
  object: "model";
  created: number;
  owned_by: string;
};

/** Errors below /v1. */
export type OpenAiError = {
  error: {
    message: string;
    type: string;
    param: string | null;
    code: string;
  };
};

export type Passage = {
  id: string;
  text: string;
  cleanText: string;
  start: number;
  end: number;
  document: string;
  report: string;
  title: string;
  region: string | null;
  parent: string | null;
  year: number | null;
  section: Array<string>;
  timing: "review" | "plan" | "neither";
  kind: "body" | "task" | "glossary";
  task: {
    number: number | null;
    lead: Array<string>;
    partners: Array<string>;
  } | null;
  generation: string;
  neighbours: {
    before: Array<PassageWords>;
    after: Array<PassageWords>;
  };
};

/** text is exactly the source slice, cleanText what search sees. */
export type PassageWords = {
  id: string;
  text: string;
  cleanText: string;
  start: number;
  end: number;
};

/** A file that could not be read, or what cannot be used of catalog.json (catalog-…) */
export type Problem = {
  path: string;
  upload: boolean;
  code: string;
  message: string;
  hint: string | null;
};

/** Why something is not answered; the first that fits. */
export type Reason = "out-of-scope" | "no-region" | "no-year" | "not-stated";

/** A file that was not kept, and why. */
export type RefusedFile = {
  path: string;
  code: string;
  message: string;
  hint?: string;
};

export type Report = {
  id: string;
  name: string;
  title: string;
  region: string | null;
  regionShort: string | null;
  regionEnglish: string | null;
  parent: string | null;
  /** Null where neither its region nor its words tell */
  level: "nation" | "province" | "city" | "county" | "department" | null;
  /** The year that it plans for */
  year: number | null;
  kind: "report" | "division" | "digest" | "other";
  partial: boolean;
  speaker: string | null;
  /** YYYY-MM-DD */
  date: string | null;
  start: number;
  end: number;
  sections: Array<{
    index: number;
    parent: number | null;
    title: string;
    depth: number;
    timing: "review" | "plan" | "neither";
    start: number;
    end: number;
  }>;
  reasons: {
    region: string;
    year: string;
    kind: string;
  };
  warnings: Array<Warning>;
};

export type ReportSummary = {
  id: string;
  name: string;
  title: string;
  region: string | null;
  regionShort: string | null;
  regionEnglish: string | null;
  parent: string | null;
  /** Null where neither its region nor its words tell */
  level: "nation" | "province" | "city" | "county" | "department" | null;
  /** The year that it plans for */
  year: number | null;
  kind: "report" | "division" | "digest" | "other";
  partial: boolean;
  speaker: string | null;
  /** YYYY-MM-DD */
  date: string | null;
  start: number;
  end: number;
};

export type SearchHit = {
  passage: string;
  document: string;
  report: string;
  title: string;
  region: string | null;
  year: number | null;
  section: Array<string>;
  /** Exactly source.slice(start, end) */
  quote: string;
  start: number;
  end: number;
  score: number;
  explain?: {
    /** What decides what each leg counts */
    kind: "exact" | "everyday" | "english";
    legs: Record<string, {
      rank: number;
      score: number;
      weight: number;
    }>;
    /** Factors of the score */
    boosts: Record<string, number>;
    /** Why each boost applied */
    reasons: Record<string, string>;
    /** Passages that say the same */
    folded: Array<string>;
  };
};

export type TableCell = {
  status: "stated" | "not-stated" | "no-report";
  value: number | null;
  low: number | null;
  high: number | null;
  unit: string;
  qualifier: string;
  text: string;
  citations: Array<number>;
};

export type Trace = {
  /** The X-Request-Id of the question */
  id: string;
  at: string;
  question: string;
  who: string;
  outcome: "answered" | "refused" | "stopped" | "failed" | null;
  error: string | null;
  waitedMs: number;
  ms: number;
  steps: Array<{
    stage: "understood" | "found" | "composed" | "checked";
    ms: number;
    /** For people; its fields may change */
    details: Record<string, unknown>;
  }>;
};

export type TraceSummary = {
  /** The X-Request-Id of the question */
  id: string;
  at: string;
  question: string;
  who: string;
  outcome: "answered" | "refused" | "stopped" | "failed" | null;
  error: string | null;
  waitedMs: number;
  ms: number;
};

/** What the question was taken to mean. */
export type Understood = {
  intent: "figure" | "fact" | "list" | "responsible" | "compare" | "which-regions" | "count" | "rank" | "aggregate" | "explain" | "summarise" | "about" | "outside";
  /** The completed question: what the history added is written out */
  question: string;
  /** Full names, such as 安徽省 */
  regions: Array<string>;
  /** Years as asked */
  years: Array<number>;
  kind: "target" | "result" | "both" | null;
  /** Ids as in GET /api/names */
  indicators: Array<string>;
  /** The reports' words for everyday or English ones */
  terms: Array<string>;
};

/** Something to know about a document that was read all the same. */
export type Warning = {
  code: string;
  message: string;
  span?: {
    start: number;
    end: number;
  };
  count?: number;
};

export interface Routes {
  'POST /api/ask': {
    body: {
      question: string;
      history?: Array<{
        role: "user" | "assistant";
        content: string;
      }>;
      filters?: {
        regions?: Array<string>;
        years?: Array<number>;
        documents?: Array<string>;
      };
      language?: "zh" | "en";
      mode?: "extract" | "model";
    };
    response: Answer;
    events: {
      understood: Understood;
      citation: Citation;
      delta: {
        text: string;
      };
      table: AnswerTable;
      done: Answer;
      error: Error;
    };
  };
  'GET /api/documents': {
    response: {
      generation: string;
      documents: Array<DocumentSummary>;
      problems: Array<Problem>;
    };
  };
  'POST /api/documents': {
    response: Addition;
    events: {
      received: {
        files: Array<{
          path: string;
          bytes: number;
        }>;
      };
      read: AddedFile;
      refused: RefusedFile;
      published: {
        generation: string;
        complete: boolean;
      };
      answering: Addition;
      embedded: {
        done: number;
        total: number;
      };
      done: Addition;
      error: Error;
    };
  };
  'GET /api/documents/{id}': {
    params: {
      id: string;
    };
    response: Document;
  };
  'PATCH /api/documents/{id}': {
    params: {
      id: string;
    };
    body: {
      /** Name of one report in it; absent for the whole document */
      report?: string | null;
      /** Expected the name of a region such as "安徽省" or "株洲市" */
      region?: string | null;
      /** Expected the name of the region above, such as "湖南省" */
      parent?: string | null;
      /** Expected "nation", "province", "city", "county" or "department" */
      level?: "nation" | "province" | "city" | "county" | "department" | null;
      /** Expected the year that the report plans for, such as 2020 */
      year?: number | null;
      /** Expected "report", "division", "digest" or "other" */
      kind?: "report" | "division" | "digest" | "other" | null;
      /** Expected a title */
      title?: string | null;
      /** Expected a name */
      speaker?: string | null;
      /** Expected a day such as "2020-01-12" */
      date?: string | null;
      /** Expected true or false */
      partial?: boolean | null;
      /** Expected true (the document is left out) or false */
      ignore?: boolean | null;
    };
    response: {
      /** The path below REPORTS_DIR without its ending */
      id: string;
      path: string;
      format: "txt" | "md" | "docx" | "pdf" | "html" | "csv" | "xlsx";
      encoding: string | null;
      characters: number;
      passages: number;
      figures: number;
      warningCount: number;
      /** The file that it stands in, with others where that is an archive or a table */
      file: string;
      /** Added by hand: its file lives in STATE_DIR/uploads */
      upload: boolean;
      /** Left out by a correction; its file is still there */
      hidden: boolean;
      sections: number;
      corrections: Array<Correction>;
      hash: string;
      pages: Array<{
        page: number;
        start: number;
      }> | null;
      warnings: Array<Warning>;
      reports: Array<Report>;
      generation: string;
    };
  };
  'DELETE /api/documents/{id}': {
    params: {
      id: string;
    };
    query: {
      file?: "whole";
    };
    response: {
      document: string;
      what: "removed" | "hidden";
      message: string;
      generation: string;
    };
  };
  'GET /api/documents/{id}/source': {
    params: {
      id: string;
    };
    query: {
      start?: number;
      end?: number;
    };
    response: undefined;
  };
  'GET /api/documents/{id}/cleaning': {
    params: {
      id: string;
    };
    query: {
      report: string;
    };
    response: {
      document: string;
      report: string;
      differences: Array<Difference>;
    };
  };
  'GET /api/passages/{id}': {
    params: {
      id: string;
    };
    response: Passage;
  };
  'GET /api/search': {
    query: {
      q: string;
      regions?: string;
      years?: string;
      k?: number;
      explain?: "0" | "1" | "true" | "false" | "";
    };
    response: {
      hits: Array<SearchHit>;
    };
  };
  'GET /api/gloss': {
    query: {
      text: string;
    };
    response: {
      words: Array<{
        text: string;
        /** With tone marks; empty for what is not Chinese */
        pinyin: string;
        /** Null where no meaning is known; empty where none is needed */
        english: string | null;
      }>;
    };
  };
  'POST /api/refresh': {
    response: {
      generation: string | null;
    };
  };
  'GET /api/indicators': {
    query: {
      region?: string;
      indicator?: string;
      year?: number;
      kind?: "target" | "result";
      disputed?: "0" | "1" | "true" | "false";
      missing?: "0" | "1" | "true" | "false";
      q?: string;
      format?: "json" | "csv" | "xlsx";
      offset?: number;
      limit?: number;
    };
    response: {
      rows: Array<IndicatorRow>;
      total: number;
      next: number | null;
      message: string | null;
    };
  };
  'GET /api/indicators/corrections': {
    response: {
      corrections: Array<IndicatorCorrection>;
    };
  };
  'POST /api/indicators/corrections': {
    body: {
      row: string;
      verdict: "right" | "wrong" | "value";
      figure?: {
        value?: number | null;
        low?: number | null;
        high?: number | null;
        unit?: string;
        qualifier?: string;
      };
      note?: string;
    };
    response: IndicatorRow;
  };
  'DELETE /api/indicators/corrections/{row}': {
    params: {
      row: string;
    };
    response: undefined;
  };
  'GET /api/indicators/years': {
    query: {
      indicator: string;
      year: number;
      region?: string;
    };
    response: {
      indicator: string;
      year: number;
      rows: Array<{
        region: string;
        target: IndicatorRow | null;
        result: IndicatorRow | null;
        outcome: "kept" | "missed" | "not-comparable" | "no-target" | "no-result";
      }>;
      counts: {
        kept: number;
        missed: number;
        "not-comparable": number;
        "no-target": number;
        "no-result": number;
      };
      rule: {
        zh: string;
        en: string;
      };
      /** How many reports are loaded that tell the one and the other */
      reports: {
        target: number;
        result: number;
      };
    };
  };
  'GET /api/terms': {
    query: {
      q: string;
      year?: number;
      region?: string;
    };
    response: {
      term: string;
      total: number;
      /** How many were searched */
      reports: number;
      rows: Array<{
        region: string | null;
        year: number | null;
        document: string;
        report: string;
        kind: string;
        count: number;
        passages: Array<{
          passage: string;
          quote: string;
          start: number;
          end: number;
        }>;
      }>;
    };
  };
  'GET /api/names': {
    response: {
      indicators: Array<{
        id: string;
        zh: string;
        en: string;
        /** The field it belongs to, such as economy */
        group: string;
        /** The usual one */
        unit: string;
        pinyin: string;
      }>;
      regions: Array<{
        name: string;
        short: string;
        english: string;
        level: "province" | "city";
        parent: string | null;
        /** Without tones, syllables parted by spaces */
        pinyin: string;
      }>;
      groups: Array<{
        /** Such as 长三角 */
        name: string;
        english: string | null;
        /** Full names of regions */
        members: Array<string>;
      }>;
    };
  };
  'GET /api/conversations': {
    query: {
      q?: string;
    };
    response: {
      conversations: Array<ConversationSummary>;
    };
  };
  'GET /api/conversations/{id}': {
    params: {
      id: string;
    };
    response: {
      id: string;
      title: string;
      /** ISO 8601 */
      updated: string;
      exchanges: Array<{
        question: string;
      }>;
    };
  };
  'PUT /api/conversations/{id}': {
    params: {
      id: string;
    };
    body: {
      title?: string;
      exchanges: Array<{
        id: string;
        question: string;
        text: string;
      }>;
    };
    response: ConversationSummary;
  };
  'PATCH /api/conversations/{id}': {
    params: {
      id: string;
    };
    body: {
      title: string;
    };
    response: {
      id: string;
      title: string;
    };
  };
  'DELETE /api/conversations/{id}': {
    params: {
      id: string;
    };
    response: undefined;
  };
  'POST /api/feedback': {
    body: {
      id: string;
      rating: "up" | "down";
      reason?: string;
      question: string;
      history?: Array<{
        role: "user" | "assistant";
        content: string;
      }>;
      answer: {
        answer: string;
      };
    };
    response: {
      kept: boolean;
    };
  };
  'GET /api/feedback': {
    response: undefined;
  };
  'GET /api/excerpts': {
    response: {
      excerpts: Array<{
        kind: "quote" | "cell" | "answer";
        title: string;
        text: string;
        citations: Array<{
          document: string;
          report: string;
          title: string;
          quote: string;
          passage: string;
        }>;
        id: string;
        note: string;
      }>;
    };
  };
  'PUT /api/excerpts/{id}': {
    params: {
      id: string;
    };
    body: {
      kind: "quote" | "cell" | "answer";
      title: string;
      text: string;
      citations: Array<{
        document: string;
        report: string;
        title: string;
        quote: string;
        passage: string;
      }>;
    };
    response: {
      id: string;
    };
  };
  'PATCH /api/excerpts/{id}': {
    params: {
      id: string;
    };
    body: {
      note?: string;
      before?: string | null;
    };
    response: {
      id: string;
    };
  };
  'DELETE /api/excerpts/{id}': {
    params: {
      id: string;
    };
    response: undefined;
  };
  'POST /v1/chat/completions': {
    body: {
      /** A name of GET /v1/models */
      model: string;
      /** The last message of the user is the question, those before it are the history. System messages are ignored: instructions change no answer. */
      messages: Array<{
        role: "system" | "developer" | "user" | "assistant" | "tool" | "function";
        content?: string | Array<{
          type: "text";
          text: string;
        } | {
          type: string;
        }> | null;
      }>;
      stream?: boolean | null;
      stream_options?: {
        include_usage?: boolean;
      } | null;
    };
    response: ChatCompletion;
    events: {
      data: "[DONE]";
    };
  };
  'GET /v1/models': {
    response: {
      object: "list";
      data: Array<Model>;
    };
  };
  'GET /v1/models/{model}': {
    params: {
      model: string;
    };
    response: Model;
  };
  'POST /mcp': {
    body: JsonRpcRequest;
    response: JsonRpcResponse | Array<JsonRpcResponse>;
  };
  'GET /api/health': {
    response: Health;
  };
  'GET /api/openapi.json': {
    response: undefined;
  };
  'GET /api/docs': {
    response: undefined;
  };
  'GET /api/audit': {
    query: {
      limit?: number;
      before?: number;
    };
    response: {
      entries: Array<AuditEntry>;
    };
  };
  'GET /api/traces': {
    query: {
      limit?: number;
    };
    response: {
      traces: Array<TraceSummary>;
    };
  };
  'GET /api/traces/{id}': {
    params: {
      id: string;
    };
    response: Trace;
  };
  'GET /metrics': {
    response: undefined;
  };
}
