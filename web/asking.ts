/** One question on its way: the stream's events put into the exchange. */
import { ApiError, ask } from './api.ts';
import { type Conversation, type Exchange, historyBefore, resetExchange } from './conversation.ts';

/** Asks the exchange's question; `changed` after every event. Never rejects: the exchange says how it ended. */
export async function answerExchange(
  exchange: Exchange,
  { conversation, signal, changed }: { conversation: Conversation; signal: AbortSignal; changed: () => void },
): Promise<void> {
  resetExchange(exchange);
  changed();
  try {
    const request = { question: exchange.question, history: historyBefore(conversation, exchange) };
    const answer = await ask(request, {
      signal,
      onEvent: (event) => {
        if (event.type === 'request') {
          exchange.request = event.id;
          return;
        }
        exchange.state = 'answering';
        if (event.type === 'understood') exchange.understood = event.understood;
        if (event.type === 'citation') exchange.citations.push(event.citation);
        if (event.type === 'delta') exchange.text += event.text;
        if (event.type === 'table') exchange.table = event.table;
        changed();
      },
    });
    const { answer: text, understood, citations, table } = answer;
    Object.assign(exchange, { state: 'done', text, understood, citations, table, answer });
  } catch (error) {
    if (signal.aborted) exchange.state = 'stopped';
    else {
      const { code, message, hint } = error instanceof ApiError ? error : new ApiError('internal', String(error));
      Object.assign(exchange, { state: 'failed', failure: { code, message, hint } });
    }
  }
  changed();
}
