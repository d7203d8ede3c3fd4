/** Fetches a model that is not there, where the person allows it; nothing else in the program ever does. */
import { join } from 'node:path';
import { configured } from '../config.ts';
import { ReportError } from '../errors.ts';
import { missingFiles, modelProfiles } from './profiles.ts';

/**
 * Brings what models lack from the hub into MODELS_DIR, with MODEL_DOWNLOADS=on; does nothing otherwise, and `checkModel` then says
 * what is missing.
 * @throws ReportError `model-missing` where the hub does not answer or has no such model.
 */
export async function fetchMissing(modelsDir: string, models: readonly string[]): Promise<void> {
  if (configured('MODEL_DOWNLOADS') === 'off') return;
  for (const model of models) {
    // The repository's own models are part of it.
    if (model in modelProfiles || missingFiles(join(modelsDir, model)).length === 0) continue;
    const { AutoModel, AutoTokenizer, env } = await import('@xenova/transformers');
    // The hub's files are kept as the program's own models lie: MODELS_DIR, the model's name, the file.
    Object.assign(env, {
      cacheDir: modelsDir,
      localModelPath: modelsDir,
      allowRemoteModels: true,
      useCustomCache: false,
    });
    try {
      await AutoTokenizer.from_pretrained(model);
      await (await AutoModel.from_pretrained(model, { dtype: 'q8' })).dispose();
    } catch (cause) {
      throw new ReportError(
        'model-missing',
        `${model} could not be fetched from the hub: ${(cause as Error).message}`,
        {
          hint: `Put its files into ${join(modelsDir, model)} by hand, or see whether the hub can be reached.`,
          cause,
        },
      );
    } finally {
      env.allowRemoteModels = false;
    }
  }
}
