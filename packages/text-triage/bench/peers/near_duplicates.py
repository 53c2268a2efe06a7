"""The same near-duplicates with scikit-learn: tf-idf of characters 2-3, then every cosine by one sparse product."""

import json
import sys
import time

try:
    import sklearn
    from sklearn.feature_extraction.text import TfidfVectorizer
except ImportError:
    json.dump({"absent": True}, sys.stdout)
    sys.exit(0)

given = json.load(sys.stdin)
start = time.process_time()
matrix = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True, min_df=2).fit_transform(given["texts"])
cosines = (matrix @ matrix.T).tocoo()
found = (cosines.row < cosines.col) & (cosines.data >= given["threshold"])
pairs = [[int(a), int(b)] for a, b in zip(cosines.row[found], cosines.col[found])]
seconds = time.process_time() - start
json.dump({"version": f"scikit-learn {sklearn.__version__}", "pairs": pairs, "seconds": seconds}, sys.stdout)
