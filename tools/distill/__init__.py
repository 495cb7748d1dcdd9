"""How the embedded bilingual model is made from an English one, step by step.

1. `vocabulary`  German word pieces are added to the English model's vocabulary.
2. `alignment`, `rows`  IBM Model 1 aligns them with English word pieces over sentence pairs; a German piece begins as
   the weighted mean of the English rows that it stands for. No gradient, and most of the gain.
3. `training`, `batches`  The student's vector of either side of a pair is pulled to the English model's vector of the
   English side (Reimers and Gurevych, "Making Monolingual Sentence Embeddings Multilingual using Knowledge
   Distillation", 2020).
4. `averaging`  Half the aligned start, half the distilled weights: gives back what English had lost.
5. `folder`  A sentence-transformers folder.
6. `quantised`  The same as an ONNX file: fused, int8, one scale per channel.
7. `idf`  How rare each word piece is, for late interaction.

`python -m tools.distill make` does all; docs/embedding.md says what each step is worth.
"""
