"""Speeds as ratios within one run (`python3 run.py bench`) and the large counts (`python3 run.py prove`)."""
