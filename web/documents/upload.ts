/** Files on their way to the server, told by the byte. */
import { addressOf, authorizationHeader, cutOff, refusal, unreachable } from '../api.ts';

/**
 * Sends a form with files; `onSent` gets how many of its bytes have gone out, which `fetch` does not tell. Resolves with the
 * response's body as it comes; rejects with an ApiError, and so does the body where it breaks off.
 */
export function upload(
  path: string,
  form: FormData,
  onSent: (bytes: number, total: number) => void,
): Promise<ReadableStream<Uint8Array>> {
  const request = new XMLHttpRequest();
  request.open('POST', addressOf(path));
  request.setRequestHeader('Accept', 'text/event-stream');
  const authorization = authorizationHeader();
  if (authorization !== null) request.setRequestHeader('Authorization', authorization);
  request.upload.addEventListener('progress', ({ loaded, total }) => onSent(loaded, total));
  const encoder = new TextEncoder();
  let told = 0;
  return new Promise((resolve, reject) => {
    const isTaken = (): boolean => request.status >= 200 && request.status < 300;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const tell = (): void => {
          if (!isTaken() || request.responseText.length === told) return;
          controller.enqueue(encoder.encode(request.responseText.slice(told)));
          told = request.responseText.length;
        };
        request.addEventListener('progress', tell);
        request.addEventListener('load', () => {
          tell();
          controller.close();
          if (!isTaken()) reject(refusal(request.status, request.responseText));
        });
        request.addEventListener('error', () => {
          controller.error(cutOff());
          reject(unreachable());
        });
      },
      cancel: () => request.abort(),
    });
    request.addEventListener('readystatechange', () => {
      if (request.readyState === XMLHttpRequest.HEADERS_RECEIVED && isTaken()) resolve(body);
    });
    request.send(form);
  });
}
