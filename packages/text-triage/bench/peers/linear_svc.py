"""scikit-learn's LinearSVC on characters 1-3 (within words, if asked) or words 1-2, beside ours on the same folds. Reads one JSON object, writes one."""

import json
import sys
import time

try:
    import numpy as np
    import sklearn
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC
except ImportError:
    json.dump({"absent": True}, sys.stdout)
    sys.exit(0)

given = json.load(sys.stdin)
texts, labels, folds = given["texts"], np.array(given["labels"]), np.array(given["folds"])
machines = given["machines"]
answers = [np.empty(len(texts), dtype=object) for _ in machines]
seconds = [[] for _ in machines]
milliseconds = [[] for _ in machines]
for fold in range(folds.max() + 1):
    learn, test = np.where(folds != fold)[0], np.where(folds == fold)[0]
    start = time.process_time()
    words = given["analyzer"] == "word"
    cut = {"ngram_range": (1, 2), "token_pattern": r"\S+"} if words else {"ngram_range": (1, 3)}
    vectorizer = TfidfVectorizer(analyzer=given["analyzer"], sublinear_tf=True, min_df=2, dtype=np.float32, **cut)
    matrix = vectorizer.fit_transform([texts[row] for row in learn])
    reading = time.process_time() - start
    start = time.process_time()
    asked = vectorizer.transform([texts[row] for row in test])
    asking = time.process_time() - start
    for number, options in enumerate(machines):
        start = time.process_time()
        machine = LinearSVC(C=options["cost"], class_weight=options.get("class_weight")).fit(matrix, labels[learn])
        seconds[number].append(reading + time.process_time() - start)
        start = time.process_time()
        answers[number][test] = machine.predict(asked)
        milliseconds[number].append(1000 * (asking + time.process_time() - start) / len(test))
json.dump(
    {
        "version": f"scikit-learn {sklearn.__version__}",
        "machines": [
            {"answers": list(answers[n]), "training_seconds": seconds[n], "predict_milliseconds_a_text": milliseconds[n]}
            for n in range(len(machines))
        ],
    },
    sys.stdout,
)
