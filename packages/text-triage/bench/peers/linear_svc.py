"""scikit-learn's LinearSVC on characters 1-3, beside ours on the same folds. Reads one JSON object, writes one."""

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
answers = np.empty(len(texts), dtype=object)
seconds, milliseconds = [], []
for fold in range(folds.max() + 1):
    learn, test = np.where(folds != fold)[0], np.where(folds == fold)[0]
    start = time.process_time()
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2, dtype=np.float32)
    matrix = vectorizer.fit_transform([texts[row] for row in learn])
    machine = LinearSVC(C=given["cost"], class_weight=given.get("class_weight")).fit(matrix, labels[learn])
    seconds.append(time.process_time() - start)
    start = time.process_time()
    answers[test] = machine.predict(vectorizer.transform([texts[row] for row in test]))
    milliseconds.append(1000 * (time.process_time() - start) / len(test))
json.dump(
    {
        "version": f"scikit-learn {sklearn.__version__}",
        "answers": list(answers),
        "training_seconds": seconds,
        "predict_milliseconds_a_text": milliseconds,
    },
    sys.stdout,
)
